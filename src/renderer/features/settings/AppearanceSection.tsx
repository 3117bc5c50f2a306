import type { Settings } from '../../../contract/index.ts';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** How it looks. */
export function AppearanceSection({ settings }: { settings: Settings }): React.JSX.Element {
  const change = useChangeSettings();
  return (
    <Section title="Appearance">
      <Row>
        <div className="flex items-center justify-between gap-4">
          <p className="text-body text-ink">Theme</p>
          <SegmentedControl
            label="Theme"
            value={settings.theme}
            options={themes}
            onChange={(theme) => change({ theme })}
          />
        </div>
      </Row>
    </Section>
  );
}
