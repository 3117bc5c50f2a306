import { listedOutlierDefinitionSchema, type Settings } from '../../../contract/index.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { SegmentedControl } from '../../ui/inputs/SegmentedControl.tsx';
import { Select } from '../../ui/inputs/Select.tsx';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

const themes = [
  { value: 'system', label: settingsMessages.appearanceSection.system },
  { value: 'light', label: settingsMessages.appearanceSection.light },
  { value: 'dark', label: settingsMessages.appearanceSection.dark },
] as const;

const definitions = listedOutlierDefinitionSchema.options.map((value) => ({
  value,
  label: settingsMessages.appearanceSection.outliers[value],
}));

/** How it looks, and what its lists show. */
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
      <Row>
        <div className="flex items-center justify-between gap-4">
          <p className="min-w-0 text-small text-ink-3">
            <span className="block text-body text-ink">
              {settingsMessages.appearanceSection.outlier}
            </span>
            {settingsMessages.appearanceSection.outlierNote}
          </p>
          <Select
            label={settingsMessages.appearanceSection.outlier}
            hideLabel
            value={settings.outlierDefinition}
            options={definitions}
            onChange={(outlierDefinition) => change({ outlierDefinition })}
            className="w-64 shrink-0"
          />
        </div>
      </Row>
    </Section>
  );
}
