import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Agreement } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { codingMessages } from '../../../messages/video/coding.ts';
import { Select } from '../../../ui/inputs/Select.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { Term } from '../../experiments/Term.tsx';

const words = codingMessages.agreement;
/** Empty is the one person of the library, which a choice needs a value for. */
const nobody = '-';

/** How far two coders agree on each code, with what the figures mean. */
export function AgreementTable(): React.JSX.Element {
  const { procedures } = useApi();
  const [pair, setPair] = useState<{ first?: string; second?: string }>({});
  const { data, error } = useQuery(procedures.codes.agreement.queryOptions({ input: pair }));
  return (
    <section aria-labelledby="codes-agreement">
      <h3 id="codes-agreement" className="font-medium text-ink">
        {words.title}
      </h3>
      {error !== null && <ErrorLine error={error} />}
      {data === undefined && error === null && <Skeleton className="mt-3 h-16" />}
      {data !== undefined && <Coders agreement={data} onChange={setPair} />}
      {data !== undefined && <Table agreement={data} />}
    </section>
  );
}

function Coders({
  agreement: { first, second, coders, videos, seconds },
  onChange,
}: {
  agreement: Agreement;
  onChange(pair: { first: string; second: string }): void;
}): React.JSX.Element {
  if (first === undefined || second === undefined) {
    return <p className="mt-1 text-ink-2">{words.onlyOne}</p>;
  }
  const options = (other: string) =>
    coders.flatMap(({ name, quotes }) =>
      name === other ? [] : [{ value: name === '' ? nobody : name, label: nameOf(name, quotes) }],
    );
  const given = (value: string): string => (value === nobody ? '' : value);
  return (
    <>
      <p className="mt-1 text-ink-2">{words.basis(videos, seconds)}</p>
      <div className="mt-3 flex gap-3">
        <Select
          label={words.first}
          value={first === '' ? nobody : first}
          options={options(second)}
          onChange={(value) => onChange({ first: given(value), second })}
          className="flex-1"
        />
        <Select
          label={words.second}
          value={second === '' ? nobody : second}
          options={options(first)}
          onChange={(value) => onChange({ first, second: given(value) })}
          className="flex-1"
        />
      </div>
    </>
  );
}

function Table({ agreement: { codes } }: { agreement: Agreement }): React.JSX.Element | null {
  if (codes.length === 0) return null;
  const figure = (value: number | undefined): string =>
    value === undefined ? words.undefinedFigure : value.toFixed(2);
  const head = 'pb-1 text-right font-normal';
  const cell = 'py-1 pl-3 text-right tabular-nums';
  return (
    <table className="mt-3 w-full text-small text-ink">
      <thead>
        <tr className="border-b border-line">
          <th scope="col" className="pb-1 text-left font-normal text-ink-3">
            {words.code}
          </th>
          {[words.both, words.oneOnly, words.kappa, words.alpha].map(({ name, meaning }) => (
            <th key={name} scope="col" className={head}>
              <Term meaning={meaning}>{name}</Term>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {codes.map(({ codeId, code, colour, both, onlyFirst, onlySecond, kappa, alpha }) => (
          <tr key={codeId} className="border-b border-line">
            <th
              scope="row"
              className="max-w-48 truncate border-l-4 py-1 pl-2 text-left font-medium"
              style={{ borderLeftColor: colour }}
            >
              <bdi>{code}</bdi>
            </th>
            <td className={cell}>{words.seconds(both)}</td>
            <td className={cell}>{words.seconds(onlyFirst + onlySecond)}</td>
            <td className={cell}>{figure(kappa)}</td>
            <td className={cell}>{figure(alpha)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const nameOf = (name: string, quotes: number): string =>
  words.coder(name === '' ? words.nobody : name, quotes);
