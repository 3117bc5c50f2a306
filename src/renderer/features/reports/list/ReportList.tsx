import { Trash2 } from 'lucide-react';
import { Link } from 'wouter';
import type { ReportId, ReportSummary } from '../../../../contract/index.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { moveFocus } from '../../../ui/moveFocus.ts';
import { reportAddress } from '../reportAddress.ts';

const texts = reportsMessages.list;

/** Reports, newest first; arrow keys move through them. */
export function ReportList({
  reports,
  currentId,
  onRemove,
}: {
  reports: readonly ReportSummary[];
  currentId: ReportId | undefined;
  onRemove(report: ReportSummary): void;
}): React.JSX.Element {
  const tabbable = reports.some(({ id }) => id === currentId) ? currentId : reports[0]?.id;
  return (
    <ul aria-label={texts.label} onKeyDown={moveFocus} className="flex flex-col">
      {reports.map((report) => {
        const { id, kind, title, createdAtMs, isScheduled } = report;
        const tabIndex = id === tabbable ? 0 : -1;
        return (
          <li key={id} className="group relative">
            <Link
              href={reportAddress(id)}
              data-item
              aria-current={id === currentId ? 'page' : undefined}
              tabIndex={tabIndex}
              className="flex flex-col rounded-control py-1.5 pr-9 pl-2 hover:bg-hover aria-[current=page]:bg-accent-soft"
            >
              <span dir="auto" className="truncate text-ink">
                {title}
              </span>
              <span className="truncate text-small text-ink-2">
                {reportsMessages.kinds[kind]} · {formatDayAndTime(createdAtMs)}
                {isScheduled && ` · ${texts.scheduled}`}
              </span>
            </Link>
            <IconButton
              label={texts.remove(title)}
              icon={<Trash2 size={14} />}
              tabIndex={tabIndex}
              onClick={() => onRemove(report)}
              className="absolute top-2 right-1 text-ink-3 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
            />
          </li>
        );
      })}
    </ul>
  );
}
