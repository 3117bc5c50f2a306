import type { Settings } from '../../../contract/index.ts';
import { settingsMessages } from '../../messages/settings.ts';
import { SegmentedControl } from '../../ui/inputs/SegmentedControl.tsx';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const themes = [
  { value: 'system', label: settingsMessages.appearanceSection.system },
  { value: 'light', label: settingsMessages.appearanceSection.light },
  { value: 'dark', label: settingsMessages.appearanceSection.dark },
] as const;

/** How it looks. */
export function AppearanceSection({ settings }: { settings: Settings }): React.JSX.Element {
  const change = useChangeSettings();
  return (
    <Section title={settingsMessages.appearanceSection.title}>
      <Row>
        <div className="flex items-center justify-between gap-4">
          <p className="text-body text-ink">{settingsMessages.appearanceSection.theme}</p>
          <SegmentedControl
            label={settingsMessages.appearanceSection.theme}
            value={settings.theme}
            options={themes}
            onChange={(theme) => change({ theme })}
          />
        </div>
      </Row>
    </Section>
  );
}
