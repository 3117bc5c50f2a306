import { useState } from 'react';
import {
  defaultPlayerKeys,
  keysOfActions,
  type PlayerAction,
  type PlayerKeys,
  playerActionSchema,
  type Settings,
} from '../../../contract/index.ts';
import { playerKeyMessages } from '../../messages/video/playerKeys.ts';
import { Button } from '../../ui/Button.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { chosenKey } from './chosenKey.ts';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const words = playerKeyMessages.section;

/** Which key does what while a video is open; folded, as few change one. */
export function PlayerKeysSection({ settings }: { settings: Settings }): React.JSX.Element {
  const change = useChangeSettings();
  const [open, setOpen] = useState(false);
  const chosen = settings.playerKeys;
  const save = (playerKeys: PlayerKeys): void => change({ playerKeys });
  return (
    <Section title={words.title}>
      <Row>
        <div className="flex items-center justify-between gap-4">
          <p className="min-w-0 text-small text-ink-3">{words.note}</p>
          <div className="flex shrink-0 gap-2">
            {Object.keys(chosen).length > 0 && (
              <Button size="small" onClick={() => save({})}>
                {words.allUsual}
              </Button>
            )}
            <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? words.hide : words.show}
            </Button>
          </div>
        </div>
      </Row>
      {open && (
        <ul aria-label={words.list} className="divide-y divide-line">
          {playerActionSchema.options.map((action) => (
            <KeyRow key={action} action={action} chosen={chosen} onSave={save} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function KeyRow({
  action,
  chosen,
  onSave,
}: {
  action: PlayerAction;
  chosen: PlayerKeys;
  onSave(keys: PlayerKeys): void;
}): React.JSX.Element {
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState('');
  const name = playerKeyMessages.actions[action];
  const keys = keysOfActions(chosen)[action];
  const end = (): void => {
    setAsking(false);
    setRefusal('');
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (!asking || event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Shift') return;
    event.preventDefault();
    // The keys of the app stay silent meanwhile.
    event.nativeEvent.stopImmediatePropagation();
    if (event.key === 'Escape') {
      end();
      return;
    }
    const { key, refusal: why } = chosenKey(action, event.nativeEvent, chosen);
    if (why !== undefined) {
      setRefusal(why);
      return;
    }
    onSave({ ...chosen, [action]: [key] });
    end();
  };
  const isUsual = keys.join() === defaultPlayerKeys[action].join();
  const toUsual = (): void => {
    const { [action]: _, ...others } = chosen;
    const { refusal: why } = chosenKey(action, undefined, others);
    if (why !== undefined) {
      setRefusal(why);
      return;
    }
    onSave(others);
    end();
  };
  return (
    <li className="px-4 py-1.5">
      <div className="flex min-h-7 items-center justify-between gap-3">
        <span className="min-w-0 text-body text-ink">{name}</span>
        <span className="flex shrink-0 items-center gap-2">
          {keys.length === 0 ? (
            <span className="text-small text-ink-3">{words.none}</span>
          ) : (
            <Keys keys={keys} />
          )}
          {!isUsual && (
            <Button size="small" aria-label={words.usual(name)} onClick={toUsual}>
              {words.usualShort}
            </Button>
          )}
          <Button
            size="small"
            aria-label={asking ? words.press : words.change(name)}
            aria-pressed={asking}
            onClick={() => (asking ? end() : setAsking(true))}
            onKeyDown={onKeyDown}
            onBlur={end}
          >
            {asking ? words.press : words.changeShort}
          </Button>
        </span>
      </div>
      <p role="status" className="text-end text-small text-bad empty:hidden">
        {refusal}
      </p>
    </li>
  );
}
