import { appMessages } from '../../messages/app.ts';
import { commonMessages } from '../../messages/common.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { screens } from '../screens.ts';

const groups: readonly { name: string; keys: readonly [keys: string, what: string][] }[] = [
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
    name: appMessages.keyList.video,
    keys: [
      [appMessages.keyList.space, appMessages.keyList.playOrPause],
      ['J', appMessages.keyList.backTwoSeconds],
      ['L', appMessages.keyList.forwardTwoSeconds],
      [', .', appMessages.keyList.frame],
      ['[ ]', appMessages.keyList.shot],
      ['M', appMessages.keyList.mute],
      ['F', appMessages.keyList.fullScreen],
      [appMessages.keyList.shiftM, appMessages.keyList.moreLikeThis],
      [appMessages.keyList.arrows, appMessages.keyList.textAndShots],
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
    name: appMessages.keyList.library,
    keys: [
      [appMessages.keyList.space, appMessages.keyList.select],
      [appMessages.keyList.shiftArrows, appMessages.keyList.extendSelection],
      [appMessages.keyList.ctrlA, appMessages.keyList.selectAll],
      ['C', appMessages.keyList.addToCollection],
      ['T', appMessages.keyList.removeFromCollection],
      [appMessages.keyList.altArrows, appMessages.keyList.reorder],
      [appMessages.keyList.deleteKey, commonMessages.remove],
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
