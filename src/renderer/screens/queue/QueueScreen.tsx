import { Skeleton } from '../../primitives/StateViews.tsx';

export default function QueueScreen(): React.JSX.Element {
  return <Skeleton className="h-full" />;
}
