import type { Settings, WorkPlace } from '../../../contract/index.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Select } from '../../ui/inputs/Select.tsx';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const places: readonly { value: WorkPlace; label: string }[] = [
  { value: 'local', label: settingsMessages.workSection.local },
  { value: 'remote', label: settingsMessages.workSection.remote },
  { value: 'remote-then-local', label: settingsMessages.workSection.remoteOrLocal },
];

const works = [
  {
    setting: 'transcribePlace',
    label: settingsMessages.workSection.transcripts,
    note: settingsMessages.workSection.transcriptsNote,
  },
  {
    setting: 'embedPlace',
    label: settingsMessages.workSection.embeddings,
    note: settingsMessages.workSection.embeddingsNote,
  },
  {
    setting: 'draftsPlace',
    label: settingsMessages.workSection.drafts,
    note: settingsMessages.workSection.draftsNote,
  },
] as const;

/** Where heavy work is done when nobody says otherwise. */
export function WorkSection({ settings }: { settings: Settings }): React.JSX.Element {
  const change = useChangeSettings();
  return (
    <Section title={settingsMessages.workSection.title}>
      {works.map(({ setting, label, note }) => (
        <Row key={setting}>
          <div className="flex items-center justify-between gap-4">
            <p className="min-w-0 text-small text-ink-3">
              <span className="block text-body text-ink">{label}</span>
              {note}
            </p>
            <Select<WorkPlace>
              label={settingsMessages.workSection.where(label)}
              hideLabel
              value={settings[setting]}
              options={places}
              onChange={(place) => change({ [setting]: place })}
              className="w-64 shrink-0"
            />
          </div>
        </Row>
      ))}
    </Section>
  );
}
