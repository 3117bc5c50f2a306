import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ModelSummary, type ModelTask, modelSettings } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';

/** Makes a model do the work of its task; or leaves the choice to Trendroom again. */
export function useChooseModel() {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ task, id }: { task: ModelTask; id: string; name?: string }) =>
      client.settings.set({ [modelSettings[task]]: id }),
    onSuccess: (settings, { task, name }) => {
      queryClient.setQueryData(procedures.settings.get.queryKey(), settings);
      void queryClient.invalidateQueries({ queryKey: procedures.models.key() });
      void queryClient.invalidateQueries({ queryKey: procedures.engine.key() });
      if (name === undefined) return;
      const { used, usedEmbedding } = modelsMessages.modelRow;
      const description = task === 'embed' ? { description: usedEmbedding } : {};
      toast(used[task](name), { good: true, ...description });
    },
    onError: (error, { name }) =>
      toastError(error, name === undefined ? undefined : modelsMessages.modelRow.notUsed(name)),
  });
  return {
    choose: ({ id, task, name }: Pick<ModelSummary, 'id' | 'task' | 'name'>) =>
      mutate({ task, id, name }),
    chooseAutomatically: (task: ModelTask) => mutate({ task, id: '' }),
    isPending,
  };
}
