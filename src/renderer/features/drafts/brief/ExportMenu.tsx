import { Download } from 'lucide-react';
import type { BriefExportFormat, BriefId } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { saveFile } from '../../../client/files/saveFile.ts';
import { draftsMessages } from '../../../messages/drafts.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { toastError } from '../../../ui/overlays/Toasts.tsx';

const texts = draftsMessages.exportMenu;
const formats: readonly { format: BriefExportFormat; label: string }[] = [
  { format: 'html', label: texts.html },
  { format: 'text', label: texts.text },
  { format: 'csv', label: texts.csv },
];

/** Gives the brief with its drafts as a file. */
export function ExportMenu({ briefId }: { briefId: BriefId }): React.JSX.Element {
  const { client } = useApi();
  const save = (format: BriefExportFormat): void => {
    client.drafts.export({ briefId, format }).then(
      ({ fileName, text }) => saveFile(fileName, text),
      (error: unknown) => toastError(error, texts.notExported),
    );
  };
  return (
    <Menu
      trigger={<IconButton label={texts.label} icon={<Download size={14} />} />}
      items={formats.map(({ format, label }) => ({ label, onSelect: () => save(format) }))}
    />
  );
}
