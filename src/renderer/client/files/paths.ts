import { useQuery } from '@tanstack/react-query';
import type { ChosenPath, HostPath, PathAccess, PathQuestion } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';
import { toastError } from '../../ui/overlays/Toasts.tsx';
import { useApi } from '../api.ts';

/** What a field for a path holds: what the host is told, and what a person reads. */
export interface NamedPath {
  path: HostPath;
  name: string;
}

/** Which paths the host takes; undefined until it has said so. */
export function usePathAccess(): PathAccess | undefined {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.paths.access.queryOptions());
  return data;
}

/** Opens the dialog of the desktop app; none when the user cancelled or a toast has said why. */
export function useChoosePaths(): (
  question: Pick<PathQuestion, 'use'> & Partial<PathQuestion>,
) => Promise<ChosenPath[]> {
  const { client } = useApi();
  return async (question) => {
    try {
      const { paths } = await client.paths.choose(question);
      return paths;
    } catch (error) {
      toastError(error, commonMessages.paths.notOpened);
      return [];
    }
  };
}
