import { useState } from 'react';
import { teamMessages } from '../../messages/team/team.ts';
import { TextArea } from '../../ui/inputs/TextArea.tsx';

/** Files of certificates are some thousand bytes. */
const maxBytes = 100_000;

/** The authority that signed a server's certificate: pasted, or of a file. */
export function CertificateField({
  value,
  error,
  onChange,
  className = '',
}: {
  /** PEM; empty: the system's authorities. */
  value: string;
  error?: string | undefined;
  onChange(pem: string): void;
  className?: string;
}): React.JSX.Element {
  const [refusal, setRefusal] = useState<string>();
  const take = async (file: File): Promise<void> => {
    setRefusal(undefined);
    if (file.size > maxBytes) return setRefusal(teamMessages.certificateField.tooLarge);
    const text = await file.text().catch(() => undefined);
    if (text === undefined) return setRefusal(teamMessages.certificateField.unreadable);
    onChange(text);
  };
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <TextArea
        label={teamMessages.certificateField.label}
        rows={3}
        spellCheck={false}
        placeholder={teamMessages.certificateField.example}
        value={value}
        error={refusal ?? error}
        onChange={({ target }) => onChange(target.value)}
      />
      <label className="flex items-center gap-2 text-small text-ink-2">
        {teamMessages.certificateField.fromFile}
        <input
          type="file"
          accept=".pem,.crt,.cer,application/x-pem-file"
          onChange={({ target }) => {
            const file = target.files?.[0];
            if (file !== undefined) void take(file);
          }}
          className="min-w-0 flex-1 rounded-control border border-line-strong bg-raised text-ink file:mr-3 file:h-6 file:border-0 file:bg-hover file:px-3 file:text-ink"
        />
      </label>
    </div>
  );
}
