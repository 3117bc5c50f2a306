/** What published pages say beside what a report holds. */
export const publishingTexts = {
  author: 'Trendroom desk',
  missing: 'What is missing',
  definitions: 'Definitions',
};
