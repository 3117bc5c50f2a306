/** Status, rating and tags of videos. */
export const reviewMessages = {
  review: 'show or set the status, rating and tags of a video',
  status: 'what is decided of it; none takes it away',
  rating: 'stars, 1 to 5; 0 takes them away',
  tag: 'add a tag; may be given several times',
  untag: 'take a tag away; may be given several times',
  stars: 'Expected a number of stars from 0 to 5.',
  none: 'Not reviewed.',
  filterStatus: 'only videos of this status; none: those nobody has decided about',
  filterRating: 'only videos with at least this many stars',
  filterTag: 'only videos that a person gave this tag',
};
