import { ORPCError } from '@orpc/client';
import { useState } from 'react';
import { commonMessages } from '../../../messages/common.ts';
import { publishingMessages } from '../../../messages/growth/publishing.ts';
import { Button } from '../../../ui/Button.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';
import { ConnectForm } from '../../hub/ConnectForm.tsx';
import { useHubPages } from '../../hub/useHubPages.ts';

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
