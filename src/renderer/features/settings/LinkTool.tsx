import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { LinkTool as Tool } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { commonMessages } from '../../messages/common.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorLine, Skeleton } from '../../ui/StateViews.tsx';

/** Which yt-dlp reads links, and the way to install or update it. */
export function LinkTool({ offline }: { offline: boolean }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const tool = useQuery(procedures.links.tool.queryOptions());
  const install = useMutation(
    procedures.links.installTool.mutationOptions({
      onSuccess: (installed) =>
        queryClient.setQueryData(procedures.links.tool.queryKey(), installed),
    }),
  );
  const error = tool.error ?? install.error;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-4">
        <div>
          <p className="text-body text-ink">{settingsMessages.linkTool.name}</p>
          {tool.data === undefined ? (
            <Skeleton className="mt-1 h-3 w-40" />
          ) : (
            <p className="text-small text-ink-3">{wordsOf(tool.data)}</p>
          )}
        </div>
        <Button
          disabled={install.isPending || offline || tool.data === undefined}
          onClick={() => install.mutate(undefined)}
        >
          {install.isPending
            ? commonMessages.installing
            : tool.data?.source === 'app'
              ? settingsMessages.linkTool.update
              : commonMessages.install}
        </Button>
      </div>
      {error !== null && <ErrorLine error={error} />}
    </div>
  );
}

function wordsOf({ source, version, old }: Tool): string {
  const age = old ? settingsMessages.linkTool.old : '';
  switch (source) {
    case 'missing':
      return settingsMessages.linkTool.notInstalled;
    case 'path':
      return settingsMessages.linkTool.found(version, age);
    case 'app':
      return settingsMessages.linkTool.managed(version, age);
    default:
      return source satisfies never;
  }
}
