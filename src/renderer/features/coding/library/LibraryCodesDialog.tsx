import { codingMessages } from '../../../messages/video/coding.ts';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';
import { AgreementTable } from './AgreementTable.tsx';
import { CodeRecordsTable } from './CodeRecordsTable.tsx';
import { ProjectExchange } from './ProjectExchange.tsx';
import { QuoteList } from './QuoteList.tsx';
import { TogetherTable } from './TogetherTable.tsx';

/** What concerns the codes of the whole library. */
export function LibraryCodesDialog({ onClose }: { onClose(): void }): React.JSX.Element {
  return (
    <Dialog open onClose={onClose} width="large" title={codingMessages.library.title}>
      <div className="flex flex-col gap-6">
        <QuoteList />
        <CodeRecordsTable />
        <TogetherTable />
        <AgreementTable />
        <ProjectExchange />
      </div>
    </Dialog>
  );
}
