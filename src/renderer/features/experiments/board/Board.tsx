import { useMemo } from 'react';
import type { Experiment, ExperimentState } from '../../../../contract/index.ts';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { moveFocus } from '../../../ui/moveFocus.ts';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { ExperimentCard } from './ExperimentCard.tsx';

const order: readonly ExperimentState[] = ['draft', 'running', 'stopped', 'decided'];
const cardHeight = 76;

/** A column for each state, newest first. Up and down move in a column, left and right between them. */
export function Board({ experiments }: { experiments: readonly Experiment[] }): React.JSX.Element {
  const columns = useMemo(
    () => order.map((state) => ({ state, own: experiments.filter((one) => one.state === state) })),
    [experiments],
  );
  return (
    <section
      aria-label={experimentsMessages.title}
      onKeyDown={moveBetween}
      className="grid h-full grid-cols-4 gap-3 p-4"
    >
      {columns.map(({ state, own }) => (
        <Column key={state} state={state} experiments={own} />
      ))}
    </section>
  );
}

function Column({
  state,
  experiments,
}: {
  state: ExperimentState;
  experiments: readonly Experiment[];
}): React.JSX.Element {
  const name = experimentsMessages.states[state];
  return (
    <section
      aria-label={experimentsMessages.board.column(name, experiments.length)}
      data-column
      onKeyDown={moveFocus}
      className="flex min-h-0 min-w-0 flex-col rounded-panel border border-line bg-panel"
    >
      <h2 className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3 text-small font-semibold text-ink-2">
        {name}
        <span className="font-normal text-ink-3">{experiments.length}</span>
      </h2>
      {experiments.length === 0 ? (
        <p className="px-3 py-3 text-small text-ink-3">{experimentsMessages.board.none}</p>
      ) : (
        <VirtualList
          label={name}
          count={experiments.length}
          rowHeight={cardHeight}
          keyAt={(index) => experiments[index]?.id ?? index}
          className="min-h-0 flex-1"
        >
          {(index) => {
            const experiment = experiments[index];
            return experiment === undefined ? null : <ExperimentCard experiment={experiment} />;
          }}
        </VirtualList>
      )}
    </section>
  );
}

/** Left and right: to the card at the same height in the next column that has any. */
function moveBetween(event: React.KeyboardEvent<HTMLElement>): void {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const { target, currentTarget } = event;
  if (by === undefined || !(target instanceof HTMLElement) || event.altKey) return;
  const columns = [...currentTarget.querySelectorAll<HTMLElement>('[data-column]')].filter(
    (column) => column.querySelector('[data-item]') !== null,
  );
  const at = columns.findIndex((column) => column.contains(target));
  const next = columns[at + by];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const top = target.getBoundingClientRect().top;
  const distance = (item: HTMLElement): number => Math.abs(item.getBoundingClientRect().top - top);
  [...next.querySelectorAll<HTMLElement>('[data-item]')]
    .toSorted((one, other) => distance(one) - distance(other))[0]
    ?.focus();
}
