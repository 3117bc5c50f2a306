import { Download } from 'lucide-react';
import { useState } from 'react';
import type { Report, ReportFormat } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { saveFile } from '../../../client/files/saveFile.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { Button } from '../../../ui/Button.tsx';
import { Menu } from '../../../ui/overlays/Menu.tsx';
import { toastError } from '../../../ui/overlays/Toasts.tsx';
import { SaveFolderDialog } from './SaveFolderDialog.tsx';

const texts = reportsMessages.reading;
const formats: readonly { format: ReportFormat; label: string }[] = [
  { format: 'html', label: texts.html },
  { format: 'markdown', label: texts.markdown },
  { format: 'csv', label: texts.csv },
];

/** Saves the files of a format, or those of one table. */
export function useSaveReport(): (
  reportId: Report['id'],
  format: ReportFormat,
  table?: number,
) => void {
  const { client } = useApi();
  return (reportId, format, table) => {
    client.reports.export({ reportId, format }).then(
      ({ files }) => {
        const wanted = table === undefined ? files : files.slice(table, table + 1);
        for (const { fileName, text } of wanted) saveFile(fileName, text);
      },
      (error: unknown) => toastError(error, texts.notExported),
    );
  };
}

/** Gives the report as files to keep or pass on. */
export function ExportReportMenu({ report }: { report: Report }): React.JSX.Element {
  const save = useSaveReport();
  const [isFolder, setFolder] = useState(false);
  return (
    <>
      <Menu
        trigger={<Button icon={<Download size={14} />}>{texts.export}</Button>}
        items={[
          ...formats.map(({ format, label }) => ({
            label,
            onSelect: () => save(report.id, format),
          })),
          { label: texts.folder, onSelect: () => setFolder(true) },
        ]}
      />
      {isFolder && <SaveFolderDialog report={report} onClose={() => setFolder(false)} />}
    </>
  );
}
