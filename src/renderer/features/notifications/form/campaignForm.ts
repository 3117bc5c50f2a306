import {
  maxPushPayloadBytes,
  type NewPushCampaign,
  newPushCampaignSchema,
  pushMessageSchema,
  pushPayloadBytes,
} from '../../../../contract/index.ts';
import { numberOf } from '../../experiments/form/experimentForm.ts';

/** What a person has typed; numbers are texts, in per cent, until they are sent. */
export interface CampaignForm {
  /** A slug; empty for all readers. */
  topic: string;
  title: string;
  body: string;
  path: string;
  heldOut: string;
  days: '1' | '7';
  baseline: string;
  effect: string;
}

export const emptyCampaign: CampaignForm = {
  ...{ topic: '', title: '', body: '', path: '/' },
  ...{ heldOut: '20', days: '7', baseline: '', effect: '20' },
};

export type CampaignProblem =
  | 'title'
  | 'body'
  | 'path'
  | 'length'
  | 'heldOut'
  | 'baseline'
  | 'effect';

/** Bytes of the message as it would be encrypted, and how many are over the limit. */
export function lengthOf({ title, body, path }: Pick<CampaignForm, 'title' | 'body' | 'path'>): {
  bytes: number;
  overBytes: number;
} {
  const bytes = pushPayloadBytes({ title: title.trim(), body: body.trim(), path });
  return { bytes, overBytes: Math.max(0, bytes - maxPushPayloadBytes) };
}

/** What keeps the form from being sent. */
export function problemsOf(form: CampaignForm): ReadonlySet<CampaignProblem> {
  const { title, body, path } = pushMessageSchema.shape;
  const found: [CampaignProblem, boolean][] = [
    ['title', !title.safeParse(form.title).success],
    ['body', !body.safeParse(form.body).success],
    ['path', !path.safeParse(form.path).success],
    ['length', lengthOf(form).overBytes > 0],
    ['heldOut', shareOf(form.heldOut) === undefined],
    ['baseline', shareOf(form.baseline) === undefined],
    ['effect', numberOf(form.effect) === undefined],
  ];
  return new Set(found.flatMap(([field, isWrong]) => (isWrong ? [field] : [])));
}

/** The campaign that the form asks for; undefined while it has problems. */
export function newCampaignOf(form: CampaignForm): NewPushCampaign | undefined {
  if (problemsOf(form).size > 0) return undefined;
  const { topic, title, body, path, heldOut, days, baseline, effect } = form;
  return newPushCampaignSchema.safeParse({
    message: { title, body, path },
    ...(topic !== '' && { topic }),
    heldOut: shareOf(heldOut),
    returnedDays: days === '1' ? 1 : 7,
    baseline: shareOf(baseline),
    minimumEffect: (numberOf(effect) ?? 0) / 100,
  }).data;
}

/** Of per cent between 0 and 100, neither of which divides readers into two groups. */
function shareOf(text: string): number | undefined {
  const percent = numberOf(text);
  return percent === undefined || percent >= 100 ? undefined : percent / 100;
}
