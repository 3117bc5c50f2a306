import { useState } from 'react';
import type { Settings } from '../../../contract/index.ts';
import { commonMessages } from '../../messages/common.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Switch } from '../../ui/inputs/Switch.tsx';
import { TextField } from '../../ui/inputs/TextField.tsx';
import { CookiesRow } from './CookiesRow.tsx';
import { LinkTool } from './LinkTool.tsx';
import { Row, Section } from './Section.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

/** What may leave this computer, and how links are read. */
export function NetworkSection({ settings }: { settings: Settings }): React.JSX.Element {
  const change = useChangeSettings();
  return (
    <Section title={settingsMessages.networkSection.title}>
      <Row>
        <Switch
          label={settingsMessages.networkSection.offline}
          note={settingsMessages.networkSection.offlineNote}
          checked={settings.offline}
          onChange={(offline) => change({ offline })}
        />
      </Row>
      <Row>
        <LinkTool offline={settings.offline} />
      </Row>
      <Row>
        <CookiesRow cookiesFile={settings.cookiesFile} />
      </Row>
      <Row>
        <Kept
          label={settingsMessages.networkSection.linkLimit}
          value={`${settings.linkLimit}`}
          check={(text) =>
            /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 5_000
              ? undefined
              : settingsMessages.networkSection.linkLimitRange
          }
          onKeep={(text) => change({ linkLimit: Number(text) })}
        />
      </Row>
      <Row>
        <Kept
          label={settingsMessages.networkSection.linkComments}
          value={`${settings.linkComments}`}
          check={(text) =>
            /^\d{1,3}$/.test(text) && Number(text) <= 500
              ? undefined
              : settingsMessages.networkSection.linkCommentsRange
          }
          onKeep={(text) => change({ linkComments: Number(text) })}
        />
      </Row>
      <Row>
        <Kept
          label={settingsMessages.networkSection.observeBudget}
          value={`${settings.observeBudget}`}
          check={(text) =>
            /^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= 5_000
              ? undefined
              : settingsMessages.networkSection.observeBudgetRange
          }
          onKeep={(text) => change({ observeBudget: Number(text) })}
        />
      </Row>
      <Row>
        <Switch
          label={settingsMessages.networkSection.privateLinks}
          note={settingsMessages.networkSection.privateLinksNote}
          checked={settings.allowPrivateAddresses}
          onChange={(allowPrivateAddresses) => change({ allowPrivateAddresses })}
        />
      </Row>
    </Section>
  );
}

/** A text setting that is kept by its own button, so that half a number is never kept. */
function Kept({
  label,
  value,
  check,
  onKeep,
}: {
  label: string;
  value: string;
  /** What is wrong with the text. */
  check(text: string): string | undefined;
  onKeep(text: string): void;
}): React.JSX.Element {
  const [text, setText] = useState(value);
  const error = check(text);
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (error === undefined) onKeep(text.trim());
      }}
    >
      <TextField
        label={label}
        value={text}
        error={error}
        onChange={(event) => setText(event.target.value)}
        className="flex-1"
      />
      <Button
        type="submit"
        className="mt-5"
        disabled={error !== undefined || text.trim() === value}
      >
        {commonMessages.save}
      </Button>
    </form>
  );
}
