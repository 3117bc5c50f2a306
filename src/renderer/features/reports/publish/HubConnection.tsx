import { ORPCError } from '@orpc/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../client/api.ts';
import { commonMessages } from '../../../messages/common.ts';
import { publishingMessages } from '../../../messages/growth/publishing.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { useHubPages } from './useHubPages.ts';

const texts = publishingMessages.hub;

/** Where to publish: the hub that is connected, or fields to connect one. */
export function HubConnection({
  hub,
  keepsKeys,
  onHub,
}: {
  hub: string;
  keepsKeys: boolean;
  onHub(hub: string): void;
}): React.JSX.Element {
  const [isOther, setOther] = useState(false);
  const list = useHubPages(hub);
  const isUnknown = list.error instanceof ORPCError && list.error.code === 'hub.notConnected';
  if (isOther || isUnknown) {
    const connected = (next: string): void => {
      setOther(false);
      onHub(next);
    };
    return <ConnectForm hub={hub} keepsKeys={keepsKeys} onConnected={connected} />;
  }
  return (
    <div className="flex flex-col items-start gap-2">
      {list.error === null && list.data !== undefined ? (
        <div className="flex w-full items-center justify-between gap-3">
          <p className="min-w-0 text-ink [overflow-wrap:anywhere]">
            {texts.connected(hub, list.data.pages.length)}
          </p>
          <Button size="small" onClick={() => setOther(true)}>
            {texts.other}
          </Button>
        </div>
      ) : list.error !== null ? (
        <>
          <ErrorLine error={list.error} />
          <div className="flex gap-2">
            <Button size="small" onClick={() => void list.refetch()}>
              {commonMessages.tryAgain}
            </Button>
            <Button size="small" onClick={() => setOther(true)}>
              {texts.other}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className="sr-only">{texts.asking}</p>
          <Skeleton className="h-7 w-full" />
        </>
      )}
    </div>
  );
}

function ConnectForm({
  hub,
  keepsKeys,
  onConnected,
}: {
  hub: string;
  keepsKeys: boolean;
  onConnected(hub: string): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const [address, setAddress] = useState(hub);
  const [key, setKey] = useState('');
  const { mutate, error, isPending } = useMutation(
    procedures.publishing.connect.mutationOptions({
      onSuccess: async (_, { hub: connected = hub }) => {
        onConnected(connected);
        await queryClient.invalidateQueries({ queryKey: procedures.publishing.key() });
      },
    }),
  );
  const origin = originOf(address.trim());
  return (
    <form
      className="flex flex-col items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (origin !== undefined && key.trim() !== '') mutate({ hub: origin, key: key.trim() });
      }}
    >
      <TextField
        label={texts.address}
        type="url"
        value={address}
        error={origin === undefined ? texts.noAddress : undefined}
        onChange={({ target }) => setAddress(target.value)}
        className="w-full"
      />
      <TextField
        label={texts.key}
        type="password"
        autoComplete="off"
        value={key}
        note={keepsKeys ? texts.keyNote : texts.keyNotKept}
        onChange={({ target }) => setKey(target.value)}
        className="w-full"
      />
      <Button type="submit" disabled={origin === undefined || key.trim() === '' || isPending}>
        {isPending ? texts.connecting : texts.connect}
      </Button>
      {error !== null && <ErrorLine error={error} />}
    </form>
  );
}

function originOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
