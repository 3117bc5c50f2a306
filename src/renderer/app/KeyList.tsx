import { Kbd } from '../ui/Kbd.tsx';
import { screens } from './screens.ts';

const groups: readonly { name: string; keys: readonly [keys: string, what: string][] }[] = [
  {
    name: 'Everywhere',
    keys: [
      ['Ctrl K', 'Commands'],
      ['/', 'Search'],
      ['A', 'Add videos'],
      ['?', 'This list'],
      ...screens.map(({ key, name }): [string, string] => [`G ${key.toUpperCase()}`, name]),
    ],
  },
  {
    name: 'Video',
    keys: [
      ['Space', 'Play or pause'],
      ['J', 'Back 2 seconds'],
      ['L', 'Forward 2 seconds'],
      [', .', 'One frame back or forward'],
      ['[ ]', 'Shot before or after'],
      ['M', 'Mute'],
      ['F', 'Full screen'],
      ['Arrows', 'Through words, lines and shots'],
    ],
  },
  {
    name: 'Search',
    keys: [
      ['Arrows', 'Through the moments'],
      ['Enter', 'Play the moment'],
      ['O', 'Open its video'],
      ['Esc', 'Back to the search field'],
    ],
  },
  {
    name: 'Drafts',
    keys: [['Ctrl Enter', 'Write drafts']],
  },
  {
    name: 'Team',
    keys: [
      ['Arrows', 'Through the sections'],
      ['Enter', 'Open the section'],
    ],
  },
  {
    name: 'Lists',
    keys: [
      ['Arrows', 'Move'],
      ['Enter', 'Open'],
    ],
  },
  {
    name: 'Library',
    keys: [
      ['Space', 'Select'],
      ['Shift Arrows', 'Select on the way'],
      ['Ctrl A', 'Select all'],
      ['C', 'Add to a collection'],
      ['T', 'Take out of the collection'],
      ['Alt Arrows', 'Move in the collection'],
      ['Delete', 'Remove'],
    ],
  },
];

/** Every key of the workstation. */
export default function KeyList(): React.JSX.Element {
  return (
    <div className="grid max-h-[70vh] grid-cols-2 gap-x-8 gap-y-4 overflow-y-auto p-5">
      {groups.map(({ name, keys }) => (
        <section key={name}>
          <h3 className="mb-1.5 text-small font-semibold text-ink-2">{name}</h3>
          <dl className="flex flex-col gap-1">
            {keys.map(([chord, what]) => (
              <div key={chord} className="flex items-center justify-between gap-4">
                <dt className="order-2 flex gap-1">
                  {chord.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </dt>
                <dd className="text-body text-ink">{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
