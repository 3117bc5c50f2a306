import { Skeleton } from '../../primitives/StateViews.tsx';

export default function LibraryScreen(): React.JSX.Element {
  return <Skeleton className="h-full" />;
}
