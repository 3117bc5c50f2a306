import type { Cohorts } from '../../../contract/index.ts';
import { formatDay } from '../../client/formats/format.ts';
import { retentionMessages } from '../../messages/growth/retention.ts';
import { Tooltip } from '../../ui/overlays/Tooltip.tsx';
import { Panel } from '../../ui/Panel.tsx';

const texts = retentionMessages.cohorts;
/** Of the accent at 100 %; text stays readable on it. */
const mostShade = 45;

/** For each cohort the share that came back in each week; the darker, the more. */
export function CohortTable({
  cohorts,
  isByWeek,
}: {
  cohorts: Cohorts['cohorts'];
  isByWeek: boolean;
}): React.JSX.Element {
  const weeks = Math.max(0, ...cohorts.map((cohort) => cohort.weeks.length));
  return (
    <Panel title={texts.title} note={texts.note}>
      {weeks === 0 && <p className="mb-2 text-ink-3">{retentionMessages.empty.young}</p>}
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it
        tabIndex={0}
        className="overflow-x-auto"
      >
        <table className="w-full border-separate border-spacing-0.5 text-small">
          <caption className="sr-only">{texts.title}</caption>
          <thead>
            <tr className="text-ink-2">
              <th scope="col" className="h-6 pr-3 text-left font-medium">
                {isByWeek ? texts.cohort : texts.variant}
              </th>
              <th scope="col" className="pr-2 text-right font-medium">
                {texts.people}
              </th>
              {Array.from({ length: weeks }, (_, week) => (
                <th key={texts.week(week)} scope="col" className="min-w-12 font-medium">
                  {texts.week(week)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => (
              <tr key={cohort.cohort}>
                <th
                  scope="row"
                  className="h-6 pr-3 text-left font-normal whitespace-nowrap text-ink"
                >
                  {isByWeek ? formatDay(Date.parse(cohort.cohort)) : cohort.cohort}
                </th>
                <td className="pr-2 text-right text-ink-2">{cohort.people.toLocaleString('en')}</td>
                {Array.from({ length: weeks }, (_, week) => (
                  <Cell key={texts.week(week)} week={week} {...cohort.weeks[week]} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

function Cell({
  week,
  active = 0,
  of = 0,
}: {
  week: number;
  active?: number;
  of?: number;
}): React.JSX.Element {
  if (of === 0) return <td />;
  const share = active / of;
  const shade = Math.round(share * mostShade);
  return (
    <td
      className="rounded-[3px] text-center text-ink"
      style={{ background: `color-mix(in oklch, var(--accent) ${shade}%, var(--panel))` }}
    >
      <Tooltip text={texts.meaning(active, of, week)}>
        <button type="button" tabIndex={-1} className="w-full cursor-help">
          {(share * 100).toFixed(0)} %
        </button>
      </Tooltip>
    </td>
  );
}
