import type { OnScreenTextDto } from '../../../../contract/index.ts';
import type { ScreenPage } from '../visionCalls.ts';
import { joinWordCaptions } from './joinWordCaptions.ts';
import { type Card, layOutCards } from './layOutCards.ts';
import { type Relation, TrackedText } from './trackedText.ts';
import { tellWatermarks } from './watermarks.ts';

/** What is written on a frame and for how long it was shown. */
export interface ReadFrame {
  startMs: number;
  endMs: number;
  page: ScreenPage;
}

/** A text that was missed on frames between stays one text for this long. */
const maxGapMs = 1_000;
const maxTexts = 5_000;
/** The better a card fits a text, the sooner it is taken for it. */
const ranks: Readonly<Record<Relation, number>> = { same: 0, grown: 1, part: 2 };

/**
 * The texts of a video with their times: lines of a frame that belong together are one text, and so is
 * one that moves, whose words appear or replace each other one by one, or that is read differently from frame to frame. Ordered
 * by time, then from top to bottom.
 */
export function trackTexts(frames: readonly ReadFrame[]): OnScreenTextDto[] {
  const all = new Set<TrackedText>();
  let open: TrackedText[] = [];
  for (const frame of frames) {
    open = open.filter((text) => all.has(text) && frame.startMs - text.seenMs <= maxGapMs);
    const taken = new Set<TrackedText>();
    for (const { card, text, relation } of matches(layOutCards(frame.page.lines), open)) {
      if (text === undefined) {
        if (all.size >= maxTexts) continue;
        const added = new TrackedText(card, frame);
        all.add(added);
        open.push(added);
        taken.add(added);
        continue;
      }
      text.take(card, relation, frame);
      taken.add(text);
      if (relation !== 'grown') continue;
      // What was followed as a text of its own has become a part of this one.
      for (const other of open) {
        if (!taken.has(other) && other.relationTo(card) === 'grown') all.delete(other);
      }
    }
  }
  const { width = 0, height = 0 } = frames[0]?.page ?? {};
  const finished = [...all]
    .flatMap((text) => text.finish())
    .filter(({ startMs, endMs }) => endMs > startMs)
    .sort((a, b) => a.startMs - b.startMs || topOf(a) - topOf(b));
  return tellWatermarks(joinWordCaptions(finished), {
    width,
    height,
    endMs: frames.at(-1)?.endMs ?? 0,
  });
}

function topOf({ places }: { places: readonly { top: number }[] }): number {
  return places[0]?.top ?? 0;
}

interface Match {
  card: Card;
  text: TrackedText | undefined;
  relation: Relation;
}

/** Each card with the open text that it is, the best pairs first; each text is of one card. */
function matches(cards: readonly Card[], open: readonly TrackedText[]): Match[] {
  const pairs = cards.flatMap((card) =>
    open.flatMap((text) => {
      const relation = text.relationTo(card);
      return relation === undefined ? [] : [{ card, text, relation, away: distance(card, text) }];
    }),
  );
  pairs.sort((a, b) => ranks[a.relation] - ranks[b.relation] || a.away - b.away);
  const found = new Map<Card, Match>();
  const taken = new Set<TrackedText>();
  for (const { card, text, relation } of pairs) {
    if (found.has(card) || taken.has(text)) continue;
    found.set(card, { card, text, relation });
    taken.add(text);
  }
  return cards.map((card) => found.get(card) ?? { card, text: undefined, relation: 'same' });
}

function distance(card: Card, { place }: TrackedText): number {
  return Math.hypot(
    card.left + card.right - place.left - place.right,
    card.top + card.bottom - place.top - place.bottom,
  );
}
