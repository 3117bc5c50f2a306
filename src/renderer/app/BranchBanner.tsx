import { GitBranch } from 'lucide-react';
import { Link } from 'wouter';
import { useLeaveBranch, useOpenBranch } from '../client/branches.ts';
import { appMessages } from '../messages/app.ts';
import { Button } from '../ui/Button.tsx';

/** On every screen, as long as the device works on a branch: nothing here touches the library. */
export function BranchBanner(): React.JSX.Element | null {
  const branch = useOpenBranch();
  const { leave, isPending } = useLeaveBranch();
  if (branch === undefined) return null;
  return (
    <aside
      aria-label={appMessages.branchBanner.label}
      className="col-start-2 flex min-w-0 items-center gap-3 border-b border-line bg-caution-soft px-4 py-1.5 text-caution"
    >
      <GitBranch size={15} aria-hidden="true" className="shrink-0" />
      <p className="min-w-0 flex-1 truncate">
        <span className="font-semibold">{appMessages.branchBanner.open(branch.name)}</span>{' '}
        {appMessages.branchBanner.explanation}
      </p>
      <Link href="/team/branches" className="shrink-0 text-small underline hover:text-ink">
        {appMessages.branchBanner.compare}
      </Link>
      <Button size="small" disabled={isPending} onClick={leave}>
        {isPending ? appMessages.branchBanner.leaving : appMessages.branchBanner.leave}
      </Button>
    </aside>
  );
}
