import { Command } from 'cmdk';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { codingMessages } from '../../messages/video/coding.ts';
import { Dialog } from '../../ui/overlays/Dialog.tsx';
import { useCodingPlace } from './codingPlace.ts';
import { placeOf, useCodebook, useCodingActions } from './useCodings.ts';

const words = codingMessages.dialog;
const maxName = 100;

/** A code for the span, found by typing or made anew; Enter codes. */
export function CodeDialog(): React.JSX.Element | null {
  const place = useCodingPlace((state) => state.place);
  const codebook = useCodebook();
  const codes = codebook ?? [];
  const { apply, create } = useCodingActions();
  const [typed, setTyped] = useState('');
  if (place === undefined) return null;
  const close = (): void => {
    setTyped('');
    useCodingPlace.setState({ place: undefined });
  };
  const name = typed.replace(/\s+/g, ' ').trim();
  const isKnown = codes.some((code) => code.name.toLowerCase() === name.toLowerCase());
  const isTooLong = name.length > maxName;
  return (
    <Dialog
      open
      onClose={close}
      title={words.title(placeOf(place))}
      description={words.description}
    >
      <Command label={words.codes} loop filter={rank} className="flex flex-col gap-2">
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={words.find}
          className="h-7 rounded-control border border-line-strong bg-raised px-2 text-body text-ink placeholder:text-ink-3 focus-visible:outline-offset-0"
        />
        {isTooLong && <p className="text-small text-bad">{words.tooLong}</p>}
        <Command.List className="max-h-64 overflow-y-auto">
          {codes.map((code) => (
            <Command.Item
              key={code.id}
              value={`code ${code.id}`}
              keywords={[code.name]}
              onSelect={() => {
                close();
                void apply(place, code.id);
              }}
              className="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-body text-ink data-[selected=true]:bg-hover"
            >
              <span
                aria-hidden="true"
                className="size-3 shrink-0 rounded-[3px]"
                style={{ backgroundColor: code.colour }}
              />
              <bdi className="min-w-0 flex-1 truncate" title={code.memo}>
                {code.name}
              </bdi>
              <span className="text-small text-ink-3">{code.quotes.toLocaleString('en')}</span>
            </Command.Item>
          ))}
          {/* With those that are known, not before them: Enter takes the first. */}
          {codebook !== undefined && name !== '' && !isKnown && !isTooLong && (
            <Command.Item
              value="new"
              onSelect={() => {
                close();
                void create(place, name);
              }}
              className="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-body text-ink data-[selected=true]:bg-hover"
            >
              <Plus size={14} className="text-ink-3" />
              <bdi className="min-w-0 flex-1 truncate">{words.create(name)}</bdi>
            </Command.Item>
          )}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/** Codes that begin with what is typed, then those that contain it, then a new one. */
function rank(value: string, typed: string, [label = '']: string[] = []): number {
  const wanted = typed.trim().toLowerCase();
  if (value === 'new') return 0.01;
  if (label.toLowerCase().startsWith(wanted)) return 1;
  return label.toLowerCase().includes(wanted) ? 0.5 : 0;
}
