import { teamBatchesMessages } from '../../../messages/team/teamBatches.ts';
import { type ReadBatchFile, readBatchFile } from './readBatchFile.ts';

/** What a file of requests says, and what the file is called; or why it cannot be taken. */
export type ReadFile = { name: string } & ((ReadBatchFile & { file: File }) | { refusal: string });

/** Takes an OpenAI batch file. */
export function RequestsFileField({
  refusal,
  onRead,
}: {
  /** Why the last one was not taken. */
  refusal: string | undefined;
  onRead(file: ReadFile): void;
}): React.JSX.Element {
  const take = async (file: File): Promise<void> => {
    const read = await readBatchFile(file).catch(() => ({
      refusal: teamBatchesMessages.requestsFileField.unreadable,
    }));
    onRead({ name: file.name.replace(/\.jsonl?$/i, '').slice(0, 200), file, ...read });
  };
  return (
    <>
      <label className="flex flex-col gap-1 text-small font-medium text-ink-2">
        {teamBatchesMessages.requestsFileField.label}
        <input
          type="file"
          accept=".jsonl,.json,application/jsonl"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) void take(file);
          }}
          className="rounded-control border border-line-strong bg-raised text-body font-normal text-ink file:mr-3 file:h-7 file:border-0 file:bg-hover file:px-3 file:text-ink"
        />
      </label>
      {refusal !== undefined && (
        <p role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-bad">
          {refusal}
        </p>
      )}
    </>
  );
}
