import { GitBranch } from 'lucide-react';
import { Link } from 'wouter';
import { useLeaveBranch, useOpenBranch } from '../client/branches.ts';
import { Button } from '../ui/Button.tsx';

/** On every screen, as long as the desk works on a branch: nothing here touches the library. */
export function BranchBanner(): React.JSX.Element | null {
  const branch = useOpenBranch();
  const { leave, isPending } = useLeaveBranch();
  if (branch === undefined) return null;
  return (
    <aside
      aria-label="Branch"
      className="col-start-2 flex min-w-0 items-center gap-3 border-b border-line bg-caution-soft px-4 py-1.5 text-caution"
    >
      <GitBranch size={15} aria-hidden="true" className="shrink-0" />
      <p className="min-w-0 flex-1 truncate">
        <span className="font-semibold">Branch “{branch.name}”.</span> You work on a copy: nothing
        of it reaches the library or the team before you keep it.
      </p>
      <Link href="/team/branches" className="shrink-0 text-small underline hover:text-ink">
        Compare and keep
      </Link>
      <Button size="small" disabled={isPending} onClick={leave}>
        {isPending ? 'Leaving…' : 'Back to the library'}
      </Button>
    </aside>
  );
}
