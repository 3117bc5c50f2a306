import type {
  EvaluatedVariant,
  Evaluation,
  ExperimentPoint,
  ShownExperiment,
} from '../../../../../contract/index.ts';
import { experimentsMessages } from '../../../../messages/growth/experiments.ts';
import { Panel } from '../../../../ui/Panel.tsx';
import { formatChance, formatLift, formatShare } from '../../formatExperiment.ts';
import { Term } from '../../Term.tsx';
import { IntervalPicture, LiftAxis } from './IntervalPicture.tsx';
import { liftRange, minimumLift } from './liftRange.ts';

const texts = experimentsMessages.intervals;
const { definitions } = texts;

/** Each variant against the control: both intervals on one axis, chance to win and expected loss. */
export function Intervals({
  experiment: { spec, stopRule },
  evaluation,
  arms,
}: {
  experiment: ShownExperiment;
  evaluation: Evaluation;
  arms: ExperimentPoint['arms'];
}): React.JSX.Element {
  const minimum = minimumLift(spec.metric, stopRule?.minimumEffect ?? spec.minimumEffect);
  const range = liftRange(evaluation.variants, minimum);
  const control = arms[0]?.n ?? 0;
  return (
    <Panel title={texts.title} className="overflow-x-auto">
      <table className="w-full min-w-[620px]">
        <thead>
          <tr className="text-left text-small text-ink-2">
            <th scope="col" className="w-16 font-medium">
              {texts.variant}
            </th>
            <th scope="col" className="font-medium">
              <span className="flex gap-4">
                <Legend kind="fixed">{texts.fixed}</Legend>
                <Legend kind="always">{texts.always}</Legend>
              </span>
            </th>
            <th scope="col" className="w-px pl-4 text-right font-medium">
              <Term meaning={definitions.lift} className="text-ink-2">
                {texts.lift}
              </Term>
            </th>
            <th scope="col" className="w-px pl-4 text-right font-medium whitespace-nowrap">
              <Term meaning={definitions.chance} className="text-ink-2">
                {texts.chance}
              </Term>
            </th>
            <th scope="col" className="w-px pl-4 text-right font-medium whitespace-nowrap">
              {texts.risk}
            </th>
          </tr>
        </thead>
        <tbody>
          {evaluation.variants.map((variant) => (
            <Row
              key={variant.id}
              variant={variant}
              picture={<IntervalPicture variant={variant} range={range} minimum={minimum} />}
              n={`${control.toLocaleString('en')} + ${nOf(arms, variant.id)}`}
            />
          ))}
          <tr>
            <td />
            <td className="pt-1">
              <LiftAxis range={range} minimum={minimum} />
            </td>
            <td colSpan={3} />
          </tr>
        </tbody>
      </table>
    </Panel>
  );
}

function nOf(arms: ExperimentPoint['arms'], id: string): string {
  return (arms.find((arm) => arm.id === id)?.n ?? 0).toLocaleString('en');
}

function Row({
  variant: { id, lift, interval, sequentialInterval, chanceToWin, risk },
  picture,
  n,
}: {
  variant: EvaluatedVariant;
  picture: React.ReactNode;
  n: string;
}): React.JSX.Element {
  if (lift === undefined || interval === undefined) {
    return (
      <tr className="border-t border-line align-top">
        <th scope="row" className="py-2 text-left font-semibold text-ink">
          {id}
        </th>
        <td colSpan={4} className="py-2 text-ink-3">
          {texts.untold}
        </td>
      </tr>
    );
  }
  const count = texts.n(n);
  return (
    <tr className="border-t border-line align-top">
      <th scope="row" className="py-2 text-left font-semibold text-ink">
        {id}
      </th>
      <td className="py-2">{picture}</td>
      <td className="py-2 pl-4 text-right">
        <Term meaning={`${definitions.lift} ${count}`} className="text-lead font-semibold text-ink">
          {formatLift(lift)}
        </Term>
        <Bounds kind="fixed" meaning={`${definitions.fixed} ${count}`} interval={interval} />
        {sequentialInterval !== undefined && (
          <Bounds
            kind="always"
            meaning={`${definitions.always} ${count}`}
            interval={sequentialInterval}
          />
        )}
      </td>
      <td className="py-2 pl-4 text-right">
        {chanceToWin !== undefined && (
          <Term
            meaning={`${definitions.chance} ${count}`}
            className="text-lead font-semibold text-ink"
          >
            {formatChance(chanceToWin)}
          </Term>
        )}
      </td>
      <td className="py-2 pl-4 text-right text-small whitespace-nowrap text-ink-2">
        {risk !== undefined && (
          <>
            <Term meaning={`${definitions.choose} ${count}`} className="text-ink-2">
              {formatShare(risk.choose)} {texts.chooseRisk}
            </Term>
            <br />
            <Term meaning={`${definitions.ignore} ${count}`} className="text-ink-2">
              {formatShare(risk.ignore)} {texts.ignoreRisk}
            </Term>
          </>
        )}
      </td>
    </tr>
  );
}

function Bounds({
  kind,
  meaning,
  interval: [low, high],
}: {
  kind: 'fixed' | 'always';
  meaning: string;
  interval: readonly [number, number];
}): React.JSX.Element {
  return (
    <span className="block text-caption whitespace-nowrap text-ink-3">
      <Term meaning={`${texts[kind]}. ${meaning}`}>
        <Glyph kind={kind} />
        <span className="sr-only">{texts[kind]}: </span>
        {texts.interval(formatLift(low), formatLift(high))}
      </Term>
    </span>
  );
}

function Legend({
  kind,
  children,
}: {
  kind: 'fixed' | 'always';
  children: string;
}): React.JSX.Element {
  return (
    <Term meaning={definitions[kind]} className="text-ink-2">
      <Glyph kind={kind} />
      {children}
    </Term>
  );
}

/** What an interval looks like in the picture. */
function Glyph({ kind }: { kind: 'fixed' | 'always' }): React.JSX.Element {
  const look = kind === 'fixed' ? 'h-1.5 bg-accent' : 'h-3 border border-accent bg-accent-soft';
  return (
    <span
      aria-hidden="true"
      className={`mr-1.5 inline-block w-4 rounded-round align-middle ${look}`}
    />
  );
}
