import type { SegmentDto, SoundRegionDto } from '../../../contract/index.ts';
import type { AudioPiece, PieceTranscript } from './transcriber.ts';
import type { Utterance } from './voice/findUtterances.ts';
import { lengthOf, type Pack } from './voice/planPacks.ts';
import { alignToVoices } from './words/alignToVoices.ts';
import { cleanWords, splitSounds } from './words/cleanWords.ts';
import { goesInCircles } from './words/goesInCircles.ts';
import { groupWords } from './words/groupWords.ts';
import { isPlausible } from './words/isPlausible.ts';
import { placeWords } from './words/placeWords.ts';

export interface HearPackInput {
  pack: Pack;
  utterances: readonly Utterance[];
  /** Detected when left out. */
  language: string | undefined;
  hear(
    spans: readonly AudioPiece[],
    language: string | undefined,
    temperature: number,
  ): Promise<PieceTranscript>;
}

export interface HeardPack {
  segments: SegmentDto[];
  regions: SoundRegionDto[];
  /** Of the first hearing; none when nothing was understood. */
  language: string | undefined;
}

/** What a second hearing begins with: not the likeliest words, which were wrong. */
const secondTemperature = 0.4;
/** A cough or a breath is taken for a voice now and then: without words it is none. */
const minVoiceMs = 500;

/**
 * The words of a pack. A part without words, or with words that are not to be trusted, is heard
 * again by itself, in whatever language it is; what is not understood then is an unclear region.
 */
export async function hearPack(input: HearPackInput): Promise<HeardPack> {
  const { spans } = input.pack;
  const first = await input.hear(spans, input.language, 0);
  const understood = understand(first, spans, input.utterances);
  const heard: HeardPack = { segments: [], regions: [], language: undefined };
  for (const [i, span] of spans.entries()) {
    const result = understood[i] ?? nothing;
    const final = result.isClear ? result : await hearAgain(input, span, result);
    heard.segments.push(...final.segments);
    heard.regions.push(...regionsOf(final, voicesIn(input.utterances, span)));
    if (final.segments.length > 0) heard.language ??= final.language;
  }
  return heard;
}

interface Understood {
  segments: SegmentDto[];
  language: string | undefined;
  /** Names of sounds that the model heard in place of words. */
  sounds: string[];
  isClear: boolean;
}

const nothing: Understood = { segments: [], language: undefined, sounds: [], isClear: false };

function understand(
  { words, language }: PieceTranscript,
  spans: readonly AudioPiece[],
  utterances: readonly Utterance[],
): Understood[] {
  const { spoken, sounds } = splitSounds(words);
  const raw = placeWords(spoken, spans);
  return placeWords(cleanWords(words, lengthOf(spans)), spans).map((placed, i) => {
    const span = spans[i] ?? { startMs: 0, endMs: 0 };
    const segments = groupWords(alignToVoices(placed, voicesIn(utterances, span)));
    const isClear =
      segments.length > 0 && !goesInCircles(raw[i] ?? []) && isPlausible(segments, language);
    return { segments: isClear ? segments : [], language, sounds, isClear };
  });
}

async function hearAgain(
  { pack, utterances, language, hear }: HearPackInput,
  span: AudioPiece,
  before: Understood,
): Promise<Understood> {
  const voiceMs = lengthOf(voicesIn(utterances, span));
  if (voiceMs < minVoiceMs) return before;
  // Alone and in its own language it was heard already.
  const wasAlone = pack.spans.length === 1 && language === undefined;
  const again = await hear([span], undefined, wasAlone ? secondTemperature : 0);
  return understand(again, [span], utterances)[0] ?? before;
}

function regionsOf(
  { isClear, language, sounds }: Understood,
  voices: readonly Utterance[],
): SoundRegionDto[] {
  const [label] = sounds;
  if (isClear) {
    return voices.map(({ startMs, endMs }) => ({
      kind: 'speech',
      startMs,
      endMs,
      ...(language !== undefined && { language }),
    }));
  }
  if (lengthOf(voices) < minVoiceMs) return [];
  return voices.map(({ startMs, endMs }) =>
    label === undefined
      ? { kind: 'unclear', startMs, endMs }
      : { kind: 'sound', startMs, endMs, label },
  );
}

function voicesIn(utterances: readonly Utterance[], span: AudioPiece): Utterance[] {
  return utterances
    .filter(({ startMs, endMs }) => endMs > span.startMs && startMs < span.endMs)
    .map((voice) => ({
      ...voice,
      startMs: Math.max(voice.startMs, span.startMs),
      endMs: Math.min(voice.endMs, span.endMs),
    }));
}
