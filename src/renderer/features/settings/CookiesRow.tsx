import { useState } from 'react';
import type { HostPath } from '../../../contract/index.ts';
import { type NamedPath, usePathAccess } from '../../client/files/paths.ts';
import { commonMessages } from '../../messages/common.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { PathField } from '../../ui/inputs/PathField.tsx';
import { useChangeSettings } from './useChangeSettings.ts';

/** Which file holds the user's sign-ins to sites. */
export function CookiesRow({ cookiesFile }: { cookiesFile: string }): React.JSX.Element {
  const access = usePathAccess();
  const change = useChangeSettings();
  const kept = cookiesFile === '' ? undefined : { path: cookiesFile, name: cookiesFile };
  const [edited, setEdited] = useState<{ value: NamedPath | undefined }>();
  const value = edited === undefined ? kept : edited.value;
  const path = value?.path ?? '';
  const canName = access?.kind !== 'folders' || access.folders.cookies.length > 0;
  const save = (next: HostPath): void => {
    change({ cookiesFile: next });
    // A typed path stays, should the host refuse it.
    if (typeof next !== 'string' || next === '') setEdited(undefined);
  };
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        save(path);
      }}
    >
      <PathField
        label={settingsMessages.networkSection.cookies}
        use="cookies"
        value={value}
        onChange={(next) => setEdited({ value: next })}
        placeholder="/folder/cookies.txt"
        note={settingsMessages.networkSection.cookiesNote}
        className="flex-1"
      />
      {canName && (
        <Button type="submit" className="mt-5" disabled={path === cookiesFile}>
          {commonMessages.save}
        </Button>
      )}
      {cookiesFile !== '' && (
        <Button className="mt-5" onClick={() => save('')}>
          {settingsMessages.networkSection.removeCookies}
        </Button>
      )}
    </form>
  );
}
