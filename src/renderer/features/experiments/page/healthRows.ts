import type {
  Evaluation,
  EventCounts,
  ExperimentHistory,
  ExperimentPoint,
  ShownExperiment,
} from '../../../../contract/index.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { formatP, formatShare } from '../formatExperiment.ts';

/** `told`: a count that is neither good nor bad. */
export type HealthState = 'good' | 'bad' | 'waiting' | 'told';

export interface HealthRow {
  name: string;
  meaning: string;
  value: string;
  state: HealthState;
}

const texts = experimentsMessages.health;
/** As in the rule: more units that saw several variants, and the assignment is broken. */
const maxSeveralShare = 0.01;
const count = (value: number): string => value.toLocaleString('en');

/** The checks of an experiment with their figures. */
export function healthRows({
  experiment: { spec },
  evaluation: { srm, rule },
  arms,
  health: { several, unknown, botExposures },
  excluded,
}: {
  experiment: Pick<ShownExperiment, 'spec'>;
  evaluation: Pick<Evaluation, 'srm' | 'rule'>;
  arms: ExperimentPoint['arms'];
  health: ExperimentHistory['health'];
  excluded: EventCounts['excluded'] | undefined;
}): HealthRow[] {
  const units = arms.reduce((sum, { n }) => sum + n, 0);
  const share = units === 0 ? 0 : several / units;
  const smallest = Math.min(
    ...spec.variants.map(({ id }) => arms.find((arm) => arm.id === id)?.n ?? 0),
  );
  const days = rule.days ?? 0;
  const rows: HealthRow[] = [
    {
      ...{ name: texts.sampleRatio, meaning: texts.sampleRatioMeaning },
      value:
        srm === undefined
          ? texts.unknown
          : texts.sampleRatioValue(formatP(srm.pValue), arms.map(({ n }) => count(n)).join(' : ')),
      state: srm === undefined ? 'waiting' : srm.isMismatch ? 'bad' : 'good',
    },
    {
      ...{ name: texts.exposure, meaning: texts.exposureMeaning },
      value: texts.exposureValue(count(several), formatShare(share)),
      state: share > maxSeveralShare ? 'bad' : 'good',
    },
    {
      ...{ name: texts.minimumUnits, meaning: texts.minimumUnitsMeaning },
      value: texts.minimumUnitsValue(count(smallest), count(rule.minUnits)),
      state: smallest >= rule.minUnits ? 'good' : 'waiting',
    },
    {
      ...{ name: texts.minimumDays, meaning: texts.minimumDaysMeaning },
      value: texts.minimumUnitsValue(days.toFixed(1), `${rule.minDays}`),
      state: days >= rule.minDays ? 'good' : 'waiting',
    },
    {
      ...{ name: texts.strangers, meaning: texts.strangersMeaning, value: count(unknown) },
      state: unknown > 0 ? 'bad' : 'good',
    },
    {
      ...{ name: texts.bots, meaning: texts.botsMeaning, value: count(botExposures) },
      state: 'told',
    },
  ];
  if (excluded === undefined) return rows;
  const { duplicates, withoutConsent, forgotten, expired, rejected } = excluded;
  return [
    ...rows,
    {
      ...{ name: texts.duplicates, meaning: texts.duplicatesMeaning },
      ...{ value: count(duplicates), state: 'told' },
    },
    {
      ...{ name: texts.leftOut, meaning: texts.leftOutMeaning, state: 'told' },
      value: count(withoutConsent + forgotten + expired + rejected),
    },
  ];
}
