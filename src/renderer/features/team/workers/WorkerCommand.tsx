import { Copy } from 'lucide-react';
import type { WorkersStatus } from '../../../../contract/index.ts';
import { teamWorkersMessages } from '../../../messages/team/teamWorkers.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { toast } from '../../../ui/overlays/Toasts.tsx';
import { workerCommand } from './workerLabels.ts';

/** What to run on another machine, to be copied. */
export function WorkerCommand({ status }: { status: WorkersStatus }): React.JSX.Element {
  const command = workerCommand(status);
  const copy = (): void =>
    void navigator.clipboard.writeText(command).then(
      () => toast(teamWorkersMessages.workerCommand.copied),
      () => toast(teamWorkersMessages.workerCommand.notCopied),
    );
  return (
    <div className="flex items-center gap-2 rounded-control border border-line bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 text-small text-ink [overflow-wrap:anywhere]">{command}</code>
      <IconButton
        label={teamWorkersMessages.workerCommand.copy}
        icon={<Copy size={14} />}
        onClick={copy}
      />
    </div>
  );
}
