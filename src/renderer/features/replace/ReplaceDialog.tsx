import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { type FoundPlace, maxPlaces, type PlaceQuery } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { commonMessages } from '../../messages/common.ts';
import { transcriptMessages } from '../../messages/video/transcripts.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/inputs/Switch.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { ErrorLine } from '../../ui/StateViews.tsx';
import { VirtualList } from '../../ui/VirtualList.tsx';
import { PlaceRow } from './PlaceRow.tsx';
import { useReplace } from './useReplace.ts';

const { replaceAll: messages } = transcriptMessages;

/** Replaces a text in all transcripts: every place is shown, and is left out where it is unticked. */
export default function ReplaceDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  const { procedures } = useApi();
  const [query, setQuery] = useState<PlaceQuery>({
    ...{ find: '', replace: '', matchCase: false, wholeWords: false },
  });
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const { busy, replace } = useReplace();
  const asked = useDeferredValue(query);
  const { data, error, isPlaceholderData } = useQuery(
    procedures.transcriptEdits.find.queryOptions({
      input: asked,
      enabled: asked.find !== '',
      placeholderData: keepPreviousData,
    }),
  );
  const found = asked.find === '' ? undefined : data;
  const places = found?.places ?? [];
  const chosen = places.filter((place) => !left.has(keyOf(place)));
  const change = (changed: Partial<PlaceQuery>): void => {
    setQuery({ ...query, ...changed });
    setLeft(new Set());
  };
  const isCurrent = asked === query && !isPlaceholderData;
  return (
    <Dialog
      open
      onClose={onClose}
      title={messages.title}
      description={messages.explanation}
      width="large"
      actions={
        <>
          <Button onClick={onClose}>{commonMessages.cancel}</Button>
          <Button
            kind="primary"
            disabled={busy || !isCurrent || chosen.length === 0}
            onClick={() => void replace(query, chosen).then((done) => done && onClose())}
          >
            {messages.replace(chosen.length)}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="grid grid-cols-2 gap-3">
          <TextField
            label={messages.find}
            autoFocus
            dir="auto"
            maxLength={200}
            value={query.find}
            onChange={(event) => change({ find: event.target.value })}
          />
          <TextField
            label={messages.with}
            dir="auto"
            maxLength={200}
            value={query.replace}
            onChange={(event) => change({ replace: event.target.value })}
          />
          <Switch
            label={messages.wholeWords}
            checked={query.wholeWords}
            onChange={(wholeWords) => change({ wholeWords })}
          />
          <Switch
            label={messages.matchCase}
            checked={query.matchCase}
            onChange={(matchCase) => change({ matchCase })}
          />
        </div>
        <p role="status" className="min-h-5 text-small text-ink-3">
          {found !== undefined && messages.found(found.total, found.videos)}
          {found !== undefined && found.total > places.length && ` ${messages.first(maxPlaces)}`}
        </p>
        {error !== null && <ErrorLine error={error} />}
        {places.length > 0 && (
          <VirtualList
            label={messages.places}
            count={places.length}
            rowHeight={70}
            className="h-[38vh]"
          >
            {(index) => {
              const place = places[index];
              return (
                place && (
                  <PlaceRow
                    place={place}
                    chosen={!left.has(keyOf(place))}
                    onChoose={(isChosen) => setLeft(withKey(left, keyOf(place), !isChosen))}
                  />
                )
              );
            }}
          </VirtualList>
        )}
      </div>
    </Dialog>
  );
}

function keyOf({ videoId, position, occurrence }: FoundPlace): string {
  return `${videoId} ${position} ${occurrence}`;
}

function withKey(keys: ReadonlySet<string>, key: string, isIn: boolean): ReadonlySet<string> {
  const changed = new Set(keys);
  if (isIn) changed.add(key);
  else changed.delete(key);
  return changed;
}
