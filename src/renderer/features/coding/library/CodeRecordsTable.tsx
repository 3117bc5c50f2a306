import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  type CodeId,
  type CodeRecord,
  type CodeRecords,
  codeIdSchema,
  defaultOutlierDefinition,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { measuresMessages } from '../../../messages/measures.ts';
import { codingMessages } from '../../../messages/video/coding.ts';
import { Select } from '../../../ui/inputs/Select.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { Term } from '../../experiments/Term.tsx';
import { formatMeasure } from '../../measures/formatMeasure.ts';

const words = codingMessages.records;
/** How far into a video a hook goes, and what comes soon after. */
const firstSeconds = [3, 5, 10, 30];
/** A choice needs a value for what stands for no condition. */
const none = '-';

interface Conditions {
  withinMs?: number;
  withCodeId?: CodeId;
}

/** How the videos that have each code have done, against the other coded ones. */
export function CodeRecordsTable(): React.JSX.Element | null {
  const { procedures } = useApi();
  const [conditions, setConditions] = useState<Conditions>({});
  const codes = useQuery(procedures.codes.list.queryOptions()).data?.codes ?? [];
  const settings = useQuery(procedures.settings.get.queryOptions());
  const definition = settings.data?.outlierDefinition ?? defaultOutlierDefinition;
  const { data, error } = useQuery(
    procedures.memory.codes.queryOptions({
      input: { definition, ...conditions },
      enabled: settings.data !== undefined,
    }),
  );
  if (codes.length === 0) return null;
  return (
    <section aria-labelledby="codes-records">
      <h3 id="codes-records" className="font-medium text-ink">
        {words.title}
      </h3>
      <div className="mt-3 flex gap-3">
        <Select
          label={words.begins}
          value={conditions.withinMs === undefined ? none : `${conditions.withinMs}`}
          options={[
            { value: none, label: words.anywhere },
            ...firstSeconds.map((seconds) => ({
              ...{ value: `${seconds * 1000}`, label: words.within(seconds) },
            })),
          ]}
          onChange={(value) =>
            setConditions(({ withinMs: _, ...rest }) =>
              value === none ? rest : { ...rest, withinMs: Number(value) },
            )
          }
          className="flex-1"
        />
        <Select
          label={words.together}
          value={conditions.withCodeId ?? none}
          options={[
            { value: none, label: words.any },
            ...codes.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) =>
            setConditions(({ withCodeId: _, ...rest }) =>
              value === none ? rest : { ...rest, withCodeId: codeIdSchema.parse(value) },
            )
          }
          className="flex-1"
        />
      </div>
      {error !== null && <ErrorLine error={error} />}
      {data === undefined && error === null && <Skeleton className="mt-3 h-16" />}
      {data !== undefined && <Records records={data} />}
    </section>
  );
}

function Records({ records: { records, ...basis } }: { records: CodeRecords }): React.JSX.Element {
  if (records.length === 0) return <p className="mt-2 text-ink-2">{words.none}</p>;
  const { meaning } = measuresMessages.definitions[basis.definition];
  const heads = [words.n, words.median(meaning), words.interval, words.others, words.difference];
  return (
    <>
      <p className="mt-2 text-ink-2">{words.basis(basis.videos, basis.noScore)}</p>
      <table className="mt-2 w-full text-small text-ink">
        <thead>
          <tr className="border-b border-line">
            <th scope="col" className="pb-1 text-left font-normal text-ink-3">
              {words.code}
            </th>
            {heads.map((head) => (
              <th key={head.name} scope="col" className="pb-1 text-right font-normal">
                <Term meaning={head.meaning}>{head.name}</Term>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.codeId} className="border-b border-line">
              <th
                scope="row"
                className="max-w-48 truncate border-l-4 py-1 pl-2 text-left font-medium"
                style={{ borderLeftColor: record.colour }}
              >
                <bdi>{record.code}</bdi>
              </th>
              {cellsOf(record).map((cell, at) => (
                <td key={heads[at]?.name} className="py-1 pl-3 text-right tabular-nums">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function cellsOf({ n, median, others, adjustedP, differs }: CodeRecord): string[] {
  const count = n.toLocaleString('en');
  if (median === undefined || others === undefined || adjustedP === undefined) {
    return [count, words.fewer, '', '', ''];
  }
  const p = adjustedP < 0.001 ? words.below : adjustedP.toFixed(3);
  return [
    ...[count, measuresMessages.times(formatMeasure(median.value))],
    words.spread(formatMeasure(median.low), formatMeasure(median.high)),
    measuresMessages.times(formatMeasure(others.value)),
    differs === true ? words.differs(p) : words.p(p),
  ];
}
