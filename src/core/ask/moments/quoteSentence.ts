import type { AnswerSentence, ChunkKind } from '../../../contract/index.ts';
import { likeness } from '../../drafts/index.ts';
import { cleaned } from '../queries/say.ts';
import type { CitedMoment } from './findMoments.ts';

/** A moment as a sentence that says nothing but what it quotes. */
export function quoteSentence(moment: CitedMoment): AnswerSentence {
  const { title, channel, quote, source, startMs, endMs } = moment;
  const by = channel === undefined ? '' : ` by ${cleaned(channel)}`;
  const time = endMs > 0 ? ` at ${clockText(startMs)}` : '';
  const said = quote.replace(/[“”]/g, '"');
  const isTitle = source === 'title' && likeness(quote, title) >= 0.8;
  const text = isTitle
    ? `A video${by} is called “${said}”`
    : `“${cleaned(title)}”${by} ${verbs[source]}${time}: “${said}”`;
  const figures =
    endMs > 0 ? [{ text: clockText(startMs), value: startMs, unit: 'count' as const }] : [];
  return { text, origin: 'quote', figures, citations: [moment], support: 1 };
}

const verbs: Record<ChunkKind, string> = {
  speech: 'says',
  screen: 'shows the text',
  title: 'is described',
  picture: 'shows, as a model describes it,',
  comment: 'has a comment',
  watermark: 'is marked',
  seen: 'shows',
};

/** `1:05`. */
function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
