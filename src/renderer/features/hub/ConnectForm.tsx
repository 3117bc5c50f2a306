import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../client/api.ts';
import { publishingMessages } from '../../messages/growth/publishing.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';

const texts = publishingMessages.hub;

/** The address of a hub and its key; what was read of any hub is read again once it is connected. */
export function ConnectForm({
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
        for (const { key } of [procedures.publishing, procedures.push]) {
          await queryClient.invalidateQueries({ queryKey: key() });
        }
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
