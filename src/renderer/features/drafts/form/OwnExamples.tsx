import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import { useApi } from '../../../client/api.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Switch } from '../../../ui/inputs/Switch.tsx';

/** Whether the person's own hooks are examples; leaving the screen keeps it. */
export const useOwnExamples = create<{ isOn: boolean }>()(() => ({ isOn: true }));

const texts = draftsMessages.ownExamples;

/** The starred and edited hooks that the next drafts are shown, and the switch that leaves them out. */
export function OwnExamples(): React.JSX.Element | null {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.drafts.examples.queryOptions());
  const isOn = useOwnExamples((choice) => choice.isOn);
  const examples = data?.examples ?? [];
  if (examples.length === 0) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <Switch
        label={texts.label}
        checked={isOn}
        onChange={(next) => useOwnExamples.setState({ isOn: next })}
      />
      <ul aria-label={texts.label} className="flex flex-col gap-1">
        {examples.map(({ draftId, text, topic }) => (
          <li
            key={draftId}
            dir="auto"
            title={texts.from(text, topic)}
            className={`truncate border-l-2 pl-2 text-small ${isOn ? 'border-accent text-ink-2' : 'border-line text-ink-3'}`}
          >
            {text}
          </li>
        ))}
      </ul>
    </div>
  );
}
