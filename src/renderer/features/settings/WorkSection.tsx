import type { Settings, WorkPlace } from '../../../contract/index.ts';
import { Select } from '../../ui/Select.tsx';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const places: readonly { value: WorkPlace; label: string }[] = [
  { value: 'here', label: 'On this computer' },
  { value: 'there', label: 'On the team’s servers' },
  { value: 'there-then-here', label: 'There, and here while none answers' },
];

const works = [
  {
    setting: 'transcribePlace',
    label: 'Transcripts',
    note: 'Of videos as they are taken in. Without an answer from there, a video waits for it.',
  },
  {
    setting: 'embedPlace',
    label: 'Vectors',
    note: 'Of works that are started. What is taken in always gets this computer’s, too.',
  },
  { setting: 'draftsPlace', label: 'Many drafts', note: 'Variants of a brief, by the hundred.' },
] as const;

/** Where heavy work is done when nobody says otherwise. */
export function WorkSection({ settings }: { settings: Settings }): React.JSX.Element {
  const change = useChangeSettings();
  return (
    <Section title="Heavy work">
      {works.map(({ setting, label, note }) => (
        <Row key={setting}>
          <div className="flex items-center justify-between gap-4">
            <p className="min-w-0 text-small text-ink-3">
              <span className="block text-body text-ink">{label}</span>
              {note}
            </p>
            <Select<WorkPlace>
              label={`Where: ${label}`}
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
