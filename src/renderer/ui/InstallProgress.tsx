import { formatBytes, formatDuration } from '../client/format.ts';
import {
  type ModelInstall,
  type ModelProgress,
  useModelInstalls,
} from '../client/modelInstalls.ts';
import { appMessages } from '../messages/app.ts';
import { commonMessages } from '../messages/common.ts';
import { Button } from './Button.tsx';
import { ProgressBar } from './ProgressBar.tsx';
import { ErrorLine } from './StateViews.tsx';

const steps: Record<ModelProgress['step'], string> = {
  checking: appMessages.installProgress.checking,
  downloading: appMessages.installProgress.downloading,
  verifying: appMessages.installProgress.verifying,
  converting: appMessages.installProgress.converting,
};

/** How far an install is, with the way to end it; or why it failed. */
export function InstallProgress({
  target,
  name,
  install,
}: {
  target: string;
  name: string;
  install: ModelInstall;
}): React.JSX.Element {
  const { cancel, dismiss } = useModelInstalls.getState();
  const { running, progress, error } = install;
  if (!running) {
    return (
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <ErrorLine error={error} />
        </div>
        <Button kind="quiet" onClick={() => dismiss(target)}>
          {commonMessages.dismiss}
        </Button>
      </div>
    );
  }
  const known = progress !== undefined && progress.totalBytes > 0;
  return (
    <div className="flex items-center gap-3 text-small text-ink-2">
      <span className="w-20 shrink-0">
        {progress === undefined ? appMessages.installProgress.starting : steps[progress.step]}
      </span>
      <ProgressBar
        label={appMessages.installProgress.progress(name)}
        fraction={known ? progress.doneBytes / progress.totalBytes : undefined}
        className="flex-1"
      />
      <span className="w-32 shrink-0 text-right text-ink-3">
        {known &&
          appMessages.installProgress.bytes(
            formatBytes(progress.doneBytes),
            formatBytes(progress.totalBytes),
          )}
      </span>
      <span className="w-12 shrink-0 text-ink-3">
        {progress?.timeLeftMs !== undefined && formatDuration(progress.timeLeftMs)}
      </span>
      <Button kind="quiet" size="small" onClick={() => cancel(target)}>
        {commonMessages.cancel}
      </Button>
    </div>
  );
}
