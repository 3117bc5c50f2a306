import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Bell, KeyRound, Plug } from 'lucide-react';
import { useApi } from '../../client/api.ts';
import { notificationsMessages } from '../../messages/growth/notifications.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState, ErrorLine } from '../../ui/StateViews.tsx';
import { ConnectForm } from '../hub/ConnectForm.tsx';
import { PageLink } from '../hub/PageLink.tsx';

const { hub: texts, empty, list } = notificationsMessages;

/** No hub is connected, or another one is wanted: how to connect. */
export function Connecting({
  hub,
  keepsKeys,
  onConnected,
}: {
  hub: string;
  keepsKeys: boolean;
  onConnected(): void;
}): React.JSX.Element {
  return (
    <EmptyState icon={<Plug size={28} aria-hidden="true" />} title={texts.connect}>
      <p className="mb-4">{texts.connectNote}</p>
      <div className="text-left">
        <ConnectForm hub={hub} keepsKeys={keepsKeys} onConnected={onConnected} />
      </div>
    </EmptyState>
  );
}

/** The hub has no key: readers cannot subscribe before there is one. */
export function MakeKey({ hub }: { hub: string }): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const { mutate, error, isPending } = useMutation(
    procedures.push.keys.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: procedures.push.key() }),
    }),
  );
  return (
    <EmptyState
      icon={<KeyRound size={28} aria-hidden="true" />}
      title={texts.key.title}
      actions={
        <Button disabled={isPending} onClick={() => mutate({ hub })}>
          {isPending ? texts.key.making : texts.key.make}
        </Button>
      }
    >
      <p>{texts.key.note}</p>
      {error !== null && (
        <div className="mt-3 text-left [overflow-wrap:anywhere]">
          <ErrorLine error={error} />
        </div>
      )}
    </EmptyState>
  );
}

/** There are no campaigns yet, and perhaps nobody who would get one. */
export function NoCampaigns({
  hub,
  readers,
  onCreate,
}: {
  hub: string;
  readers: number;
  onCreate(): void;
}): React.JSX.Element {
  const url = new URL('/notifications', hub).href;
  return (
    <EmptyState
      icon={<Bell size={28} aria-hidden="true" />}
      title={readers === 0 ? empty.noReaders : empty.none}
      actions={<Button onClick={onCreate}>{list.create}</Button>}
    >
      <p>{readers === 0 ? empty.noReadersNote : empty.noneNote}</p>
      {readers === 0 && (
        <div className="mt-2 flex justify-center">
          <PageLink url={url}>{url}</PageLink>
        </div>
      )}
    </EmptyState>
  );
}
