import { useQuery } from '@tanstack/react-query';
import { create } from 'zustand';
import type { ModelId, ModelSummary } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { Select } from '../../../ui/inputs/Select.tsx';

/** What was chosen; leaving the screen keeps it. */
const useChoice = create<{ modelId: ModelId | undefined }>()(() => ({
  modelId: undefined,
}));

/** The installed models that could write a brief. */
function useWriters(): ModelSummary[] {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.models.list.queryOptions());
  return (data?.models ?? []).filter(
    ({ task, state }) => task === 'generate' && state === 'installed',
  );
}

/** The model that the brief names, while it is installed; undefined: the one in use. */
export function useBriefModel(): ModelId | undefined {
  const chosen = useChoice(({ modelId }) => modelId);
  return useWriters().find(({ id, inUse }) => id === chosen && !inUse)?.id;
}

/** Which model writes this brief, when there are several that could. */
export function BriefModel(): React.JSX.Element | null {
  const models = useWriters();
  const chosen = useBriefModel();
  const present = models.find(({ inUse }) => inUse);
  if (models.length < 2 || present === undefined) return null;
  const options = [present, ...models.filter((model) => model !== present)].map((model) => ({
    value: model.id,
    label: model === present ? draftsMessages.briefForm.modelInUse(model.name) : model.name,
  }));
  return (
    <Select
      label={draftsMessages.briefForm.model}
      value={chosen ?? present.id}
      options={options}
      onChange={(modelId) => useChoice.setState({ modelId })}
    />
  );
}
