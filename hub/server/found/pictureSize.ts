/** Of a picture for those who pass a page on: Open Graph's usual size. */
export const pictureSize = { width: 1_200, height: 630 };
