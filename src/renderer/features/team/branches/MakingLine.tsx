import { commonMessages } from '../../../messages/common.ts';
import { teamBranchesMessages } from '../../../messages/team/teamBranches.ts';
import { Button } from '../../../ui/Button.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import { useMaking } from './useBranches.ts';

const steps = {
  database: teamBranchesMessages.makingLine.database,
  media: teamBranchesMessages.makingLine.media,
  team: teamBranchesMessages.makingLine.team,
};

/** How far the making of a branch is, and the way to stop it. */
export function MakingLine(): React.JSX.Element {
  const { progress, stop } = useMaking();
  const step =
    progress === undefined ? teamBranchesMessages.makingLine.starting : steps[progress.step];
  const known = progress?.step === 'media' && progress.total > 0;
  return (
    <div className="mt-3 flex flex-col gap-2">
      <div className="flex items-center gap-3">
        <p role="status" className="min-w-0 flex-1 text-small text-ink-2">
          {step}…
        </p>
        <Button size="small" onClick={() => stop?.abort()}>
          {commonMessages.cancel}
        </Button>
      </div>
      <ProgressBar label={step} fraction={known ? progress.done / progress.total : undefined} />
    </div>
  );
}
