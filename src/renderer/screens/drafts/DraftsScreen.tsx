import { Skeleton } from '../../primitives/StateViews.tsx';

export default function DraftsScreen(): React.JSX.Element {
  return <Skeleton className="h-full" />;
}
