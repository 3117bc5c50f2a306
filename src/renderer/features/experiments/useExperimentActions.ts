import { useQueryClient } from '@tanstack/react-query';
import type { Decision, Experiment, ExperimentId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { experimentsMessages } from '../../messages/growth/experiments.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';

export interface ExperimentActions {
  start(): Promise<Experiment | undefined>;
  stop(): Promise<Experiment | undefined>;
  decide(overrule?: { decision: Decision; reason: string }): Promise<Experiment | undefined>;
}

/** What a person does with an experiment; what fails is said in a toast. */
export function useExperimentActions(experimentId: ExperimentId): ExperimentActions {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const run = async (work: () => Promise<Experiment>): Promise<Experiment | undefined> => {
    try {
      return await work();
    } catch (error) {
      toastError(error, experimentsMessages.page.notChanged);
      return undefined;
    } finally {
      await queryClient.invalidateQueries({ queryKey: procedures.experiments.key() });
    }
  };
  return {
    start: () => run(() => client.experiments.start({ experimentId })),
    stop: () => run(() => client.experiments.stop({ experimentId })),
    decide: (overrule) =>
      run(() =>
        client.experiments.decide({ experimentId, ...(overrule !== undefined && { overrule }) }),
      ),
  };
}
