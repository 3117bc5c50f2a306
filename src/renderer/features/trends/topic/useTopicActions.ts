import { useQueryClient } from '@tanstack/react-query';
import type { TopicId, TopicSummary, VideoId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { trendsMessages } from '../../../messages/trends.ts';
import { toast, toastError } from '../../../ui/overlays/Toasts.tsx';

const texts = trendsMessages.edit;

/** What a person does to a topic; each gives the topic afterwards, undefined when it failed. */
export function useTopicActions() {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const attempt = async (work: () => Promise<TopicSummary>): Promise<TopicSummary | undefined> => {
    try {
      return await work();
    } catch (error) {
      toastError(error, texts.failed);
      return undefined;
    } finally {
      await queryClient.invalidateQueries({ queryKey: procedures.trends.key() });
    }
  };
  return {
    edit: (topicId: TopicId, change: { name?: string; isPinned?: boolean }) =>
      attempt(() => client.trends.edit({ topicId, ...change })),
    merge: async (topicId: TopicId, into: TopicId, label: string) => {
      const merged = await attempt(() => client.trends.merge({ topicId, into }));
      if (merged === undefined) return undefined;
      const undo = { label: commonMessages.undo, run: () => void unmerge(topicId) };
      toast(texts.merged(label, merged.label), { action: undo });
      return merged;
    },
    split: (topicId: TopicId, videoIds: readonly VideoId[], name: string | undefined) =>
      attempt(() => client.trends.split({ topicId, videoIds: [...videoIds], name })),
  };

  async function unmerge(topicId: TopicId): Promise<void> {
    await attempt(() => client.trends.merge({ topicId }));
  }
}
