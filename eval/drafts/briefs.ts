/** Ten briefs on the sample clips, and ten on the public TikToks, as people who look for hooks ask. */
export const briefs = {
  samples: [
    ...['saving money on lunch', 'groceries on a budget', 'cancelling apps and subscriptions'],
    ...['crispy fries', 'cutting an onion without tears', 'phone in the bedroom and sleep'],
    ...[
      'washing your face too often',
      'planning tasks for tomorrow',
      'packing light for two weeks',
    ],
    'walking after dinner',
  ],
  tiktok: [
    ...['dungeons and dragons house rules', 'is crime on the rise', 'being productive at work'],
    ...['dating and moving in together', 'dinosaurs and mass extinction', 'fight scenes in anime'],
    ...['interview tips for a new job', 'earthquakes and buildings', 'learning languages'],
    'workers and capitalism',
  ],
} as const;
