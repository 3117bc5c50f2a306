import { playerActionSchema } from '../../../contract/index.ts';
import { usePlayerKeyMap } from '../../client/playerKeys/usePlayerKeyMap.ts';
import { appMessages } from '../../messages/app.ts';
import { commonMessages } from '../../messages/common.ts';
import { playerKeyMessages } from '../../messages/video/playerKeys.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { screens } from '../screens.ts';

type Group = { name: string; keys: readonly [keys: string, what: string][] };

const groups: readonly Group[] = [
  {
    name: appMessages.keyList.everywhere,
    keys: [
      [appMessages.keyList.ctrlK, appMessages.keyList.commands],
      ['/', appMessages.keyList.search],
      ['A', commonMessages.addVideos],
      ['?', appMessages.keyList.thisList],
      ...screens.map(({ key, name }): [string, string] => [
        appMessages.keyList.goKey(key.toUpperCase()),
        name,
      ]),
    ],
  },
  {
    name: appMessages.keyList.search,
    keys: [
      [appMessages.keyList.arrows, appMessages.keyList.hits],
      [appMessages.keyList.enter, appMessages.keyList.playHit],
      ['O', appMessages.keyList.openItsVideo],
      [appMessages.keyList.shiftM, appMessages.keyList.moreLikeThis],
      [appMessages.keyList.ctrlS, appMessages.keyList.saveSearch],
      [appMessages.keyList.esc, appMessages.keyList.backToField],
    ],
  },
  {
    name: appMessages.keyList.drafts,
    keys: [
      [appMessages.keyList.ctrlEnter, appMessages.keyList.writeDrafts],
      [appMessages.keyList.arrows, appMessages.keyList.moveDrafts],
      ['S', appMessages.keyList.starDraft],
      ['E', appMessages.keyList.editDraft],
      ['X', appMessages.keyList.rejectDraft],
      ['R', appMessages.keyList.regenerateDraft],
      [appMessages.keyList.shiftR, appMessages.keyList.regenerateOther],
      ['M', appMessages.keyList.mergeDrafts],
      ['O', appMessages.keyList.outlineDraft],
      ['K', appMessages.keyList.checkDraft],
      ['U', appMessages.keyList.undoDraft],
    ],
  },
  {
    name: appMessages.keyList.team,
    keys: [
      [appMessages.keyList.arrows, appMessages.keyList.sections],
      [appMessages.keyList.enter, appMessages.keyList.openSection],
    ],
  },
  {
    name: appMessages.keyList.lists,
    keys: [
      [appMessages.keyList.arrows, appMessages.keyList.move],
      [appMessages.keyList.enter, appMessages.keyList.open],
    ],
  },
  {
    name: appMessages.keyList.transcript,
    keys: [
      ['F2', appMessages.keyList.editLine],
      [appMessages.keyList.shiftEnter, appMessages.keyList.divideLine],
      [appMessages.keyList.backspace, appMessages.keyList.joinLine],
    ],
  },
  {
    name: appMessages.keyList.library,
    keys: [
      [appMessages.keyList.space, appMessages.keyList.select],
      [appMessages.keyList.shiftArrows, appMessages.keyList.extendSelection],
      [appMessages.keyList.ctrlA, appMessages.keyList.selectAll],
      ['C', appMessages.keyList.addToCollection],
      [appMessages.keyList.shiftR, appMessages.keyList.reviewList],
      ['T', appMessages.keyList.removeFromCollection],
      [appMessages.keyList.altArrows, appMessages.keyList.reorder],
      [appMessages.keyList.deleteKey, commonMessages.remove],
    ],
  },
];

/** Every key of the workstation. */
export default function KeyList(): React.JSX.Element {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the list is longer than the window
      tabIndex={0}
      className="grid max-h-[70vh] grid-cols-2 gap-x-8 gap-y-4 overflow-y-auto p-5"
    >
      <PlayerKeys />
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

/** The keys of the player as they are set; the settings change them. */
function PlayerKeys(): React.JSX.Element {
  const keys = usePlayerKeyMap();
  return (
    <section className="row-span-2">
      <h3 className="mb-1.5 text-small font-semibold text-ink-2">{appMessages.keyList.video}</h3>
      <dl className="flex flex-col gap-1">
        {playerActionSchema.options.map((action) => (
          <div key={action} className="flex items-center justify-between gap-4">
            <dt className="order-2">
              <Keys keys={keys[action]} />
            </dt>
            <dd className="text-body text-ink">{playerKeyMessages.actions[action]}</dd>
          </div>
        ))}
        <div className="flex items-center justify-between gap-4">
          <dt className="order-2">
            <Keys keys={['1', '9']} />
          </dt>
          <dd className="text-body text-ink">{playerKeyMessages.tenths}</dd>
        </div>
        <div className="flex items-center justify-between gap-4">
          <dt className="order-2">
            <Kbd>{appMessages.keyList.arrows}</Kbd>
          </dt>
          <dd className="text-body text-ink">{appMessages.keyList.textAndShots}</dd>
        </div>
      </dl>
      <p className="mt-1.5 text-small text-ink-3">{appMessages.keyList.changeKeys}</p>
    </section>
  );
}
