import type { PlayerAction, ReviewStatus } from '../../../contract/index.ts';

/** The actions of the keys that are for the bars of a review, not for the player. */
const reviewActions = [
  'rate1',
  'rate2',
  'rate3',
  'rate4',
  'rate5',
  'noRating',
  'markReviewed',
  'shortlist',
  'reject',
  'tag',
  'undoReview',
  'nextVideo',
  'previousVideo',
  'endReview',
] as const satisfies readonly PlayerAction[];
export type ReviewAction = (typeof reviewActions)[number];

export function isReviewAction(action: PlayerAction): action is ReviewAction {
  return reviewActions.some((each) => each === action);
}

/** The action whose key sets a status. */
export const statusActions = {
  reviewed: 'markReviewed',
  shortlisted: 'shortlist',
  rejected: 'reject',
} as const satisfies Record<ReviewStatus, ReviewAction>;
