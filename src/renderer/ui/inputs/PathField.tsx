import type { PathUse } from '../../../contract/index.ts';
import { type NamedPath, useChoosePaths, usePathAccess } from '../../client/files/paths.ts';
import { commonMessages } from '../../messages/common.ts';
import { Button } from '../Button.tsx';
import { AllowCommand, AllowedFolders, Code } from './FolderNotes.tsx';
import { TextField } from './TextField.tsx';

interface PathFieldProps {
  label: string;
  use: PathUse;
  value: NamedPath | undefined;
  onChange(value: NamedPath | undefined): void;
  placeholder?: string;
  /** A line under the field, before which folders are allowed. */
  note?: string;
  /** Of the file to write. */
  suggestedName?: string;
  /** True: a folder. */
  folder?: boolean;
  className?: string;
}

/**
 * Names a file or folder of the computer that Trendroom runs on: by its path in one of the folders that the
 * user allowed, which it tells, or by a dialog of the desktop app. Where no folder is allowed it
 * says how to allow one.
 */
export function PathField(props: PathFieldProps): React.JSX.Element {
  const { label, use, value, onChange, placeholder, note, className = '' } = props;
  const access = usePathAccess();
  if (access?.kind === 'chosen') return <Choice {...props} />;
  const command = commonMessages.paths.commands[use];
  const folders = access?.kind === 'folders' ? access.folders[use] : undefined;
  if (folders?.length === 0) return <NoFolder {...props} />;
  const onText = (text: string): void =>
    onChange(text === '' ? undefined : { path: text.trim(), name: text });
  return (
    <TextField
      label={label}
      placeholder={placeholder}
      value={value?.name ?? ''}
      note={
        folders === undefined ? (
          note
        ) : (
          <>
            {note} <AllowedFolders folders={folders} />
          </>
        )
      }
      title={folders === undefined ? undefined : commonMessages.paths.otherFolders(command)}
      onChange={(event) => onText(event.target.value)}
      className={className}
    />
  );
}

/** Under the desktop app: the page never sees where the file lies. */
function Choice({
  label,
  use,
  value,
  onChange,
  note,
  suggestedName,
  folder = false,
  className = '',
}: PathFieldProps): React.JSX.Element {
  const choose = useChoosePaths();
  const ask = async (): Promise<void> => {
    const name = suggestedName !== undefined && { suggestedName };
    const [chosen] = await choose({ use, folder, ...name });
    if (chosen !== undefined) onChange({ path: { chosen: chosen.id }, name: chosen.name });
  };
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <p className="text-small font-medium text-ink-2">{label}</p>
      <div className="flex items-center gap-2">
        <Button aria-label={`${commonMessages.paths.choose} ${label}`} onClick={() => void ask()}>
          {commonMessages.paths.choose}
        </Button>
        <p className="min-w-0 truncate text-body text-ink" title={value?.name}>
          {value?.name ?? <span className="text-ink-3">{commonMessages.paths.nothingChosen}</span>}
        </p>
      </div>
      {note !== undefined && <p className="text-small text-ink-3">{note}</p>}
    </div>
  );
}

function NoFolder({ label, value, note, use, className = '' }: PathFieldProps): React.JSX.Element {
  const { paths } = commonMessages;
  return (
    <div className={`flex min-w-0 flex-col gap-1 text-small ${className}`}>
      <p className="font-medium text-ink-2">{label}</p>
      {value !== undefined && (
        <p className="font-mono text-ink [overflow-wrap:anywhere] select-text">{value.name}</p>
      )}
      <p className="text-ink-3">
        {note} {paths.noFolder} <AllowCommand />
        {paths.orTerminal} <Code>{paths.commands[use]}</Code>
      </p>
    </div>
  );
}
