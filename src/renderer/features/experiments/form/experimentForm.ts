import type { DraftId, Measure, NewExperiment, PlanInput } from '../../../../contract/index.ts';

export interface FormVariant {
  /** Of the form alone. */
  key: string;
  text: string;
  draftId?: DraftId;
}

/** An event with the part of it that is measured, as the form has it. */
export interface FormMeasure {
  event: 'conversion' | 'click' | 'view' | 'subscription' | 'push';
  /** Of a conversion its goal; of a subscription or a push its state. */
  detail: string;
  of: Measure['of'];
  higherIsBetter: boolean;
}

/** What a person has typed; numbers are texts until they are sent. */
export interface ExperimentForm {
  name: string;
  hypothesis: string;
  variants: readonly FormVariant[];
  metric: FormMeasure;
  guardrails: readonly FormMeasure[];
  unit: 'person' | 'post' | 'slot';
  /** Per cent. */
  minimumEffect: string;
  /** Per cent of a share, a mean otherwise. */
  baseline: string;
  sd: string;
  perDay: string;
}

export const emptyMeasure: FormMeasure = {
  ...{ event: 'conversion', detail: '', of: 'share', higherIsBetter: true },
};
export const emptyForm: ExperimentForm = {
  ...{ name: '', hypothesis: '', variants: [], metric: emptyMeasure, guardrails: [] },
  ...{ unit: 'person', minimumEffect: '10', baseline: '', sd: '', perDay: '' },
};

/** Events whose measure names a part of them. */
export const eventsWithDetail: readonly FormMeasure['event'][] = [
  ...(['conversion', 'subscription', 'push'] as const),
];
export const mostVariants = 26;

/** A number above 0, with a comma or a point; undefined for anything else. */
export function numberOf(text: string): number | undefined {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
}

/** What a size is planned from; undefined while something is missing or cannot be. */
export function planOf(form: ExperimentForm): PlanInput | undefined {
  const { metric, variants } = form;
  const isShare = metric.of === 'share';
  const [baseline, effect, sd, unitsPerDay] = [
    ...[numberOf(form.baseline), numberOf(form.minimumEffect)],
    ...[numberOf(form.sd), numberOf(form.perDay)],
  ];
  if (baseline === undefined || effect === undefined) return undefined;
  if (isShare ? baseline >= 100 : sd === undefined) return undefined;
  return {
    baseline: isShare ? baseline / 100 : baseline,
    minimumEffect: (metric.higherIsBetter ? effect : -effect) / 100,
    ...(!isShare && sd !== undefined && { sd }),
    ...(unitsPerDay !== undefined && { unitsPerDay }),
    ...{ variants: Math.max(1, variants.length - 1), alpha: 0.05, power: 0.8 },
  };
}

/** The name of an event as measures have it: `click`, `conversion:signup`. */
export function measureOf({ event, detail, of, higherIsBetter }: FormMeasure): Measure {
  const name = eventsWithDetail.includes(event) ? `${event}:${detail.trim()}` : event;
  return { measure: name, of, higherIsBetter };
}

/** Fields that are not right yet. */
export type FormProblem =
  | 'name'
  | 'hypothesis'
  | 'variants'
  | 'metric'
  | 'guardrails'
  | 'minimumEffect'
  | 'baseline'
  | 'sd'
  | 'perDay';

/** What keeps the form from being sent. */
export function problemsOf(form: ExperimentForm): ReadonlySet<FormProblem> {
  const { name, hypothesis, variants, metric, guardrails, perDay } = form;
  const isShare = metric.of === 'share';
  const baseline = numberOf(form.baseline);
  const lacks = ({ event, detail }: FormMeasure): boolean =>
    eventsWithDetail.includes(event) && detail.trim() === '';
  const found: [FormProblem, boolean][] = [
    ['name', name.trim() === ''],
    ['hypothesis', hypothesis.trim() === ''],
    ['variants', variants.length < 2 || variants.length > mostVariants],
    ['metric', lacks(metric)],
    ['guardrails', guardrails.some(lacks)],
    ['minimumEffect', numberOf(form.minimumEffect) === undefined],
    ['baseline', baseline === undefined || (isShare && baseline >= 100)],
    ['sd', !isShare && numberOf(form.sd) === undefined],
    ['perDay', perDay.trim() !== '' && numberOf(perDay) === undefined],
  ];
  return new Set(found.flatMap(([field, isWrong]) => (isWrong ? [field] : [])));
}

/** The experiment that the form asks for; undefined while it has problems. */
export function newExperimentOf(form: ExperimentForm): NewExperiment | undefined {
  const plan = planOf(form);
  if (plan === undefined || problemsOf(form).size > 0) return undefined;
  return {
    ...{ name: form.name.trim(), hypothesis: form.hypothesis.trim(), unit: form.unit },
    metric: measureOf(form.metric),
    guardrails: form.guardrails.map(measureOf),
    minimumEffect: Math.abs(plan.minimumEffect),
    variants: form.variants.map(({ text, draftId }) => ({
      ...(draftId === undefined ? { text } : { draftId }),
    })),
    baseline: plan.baseline,
    ...(plan.sd !== undefined && { sd: plan.sd }),
    ...(plan.unitsPerDay !== undefined && { unitsPerDay: plan.unitsPerDay }),
    ...{ alpha: plan.alpha, power: plan.power },
  };
}
