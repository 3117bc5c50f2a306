import { commonMessages } from '../../messages/common.ts';

/** Which folders a field takes paths in. */
export function AllowedFolders({ folders }: { folders: readonly string[] }): React.JSX.Element {
  return (
    <>
      {commonMessages.paths.allowed}{' '}
      {folders.map((folder) => (
        // A name is broken only where it does not fit a line of its own.
        <span key={folder} className="mr-2 inline-block max-w-full [overflow-wrap:anywhere]">
          <Code>{folder}</Code>
        </span>
      ))}
    </>
  );
}

/** How to allow a folder; the words before it end with "with". */
export function AllowCommand(): React.JSX.Element {
  return <Code>{commonMessages.paths.allowCommand}</Code>;
}

/** What is typed in a terminal, or found on a disk. */
export function Code({ children }: { children: string }): React.JSX.Element {
  return <code className="font-mono text-ink-2 select-text">{children}</code>;
}
