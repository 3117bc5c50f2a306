import { Skeleton } from '../../primitives/StateViews.tsx';

export default function VideoScreen(): React.JSX.Element {
  return <Skeleton className="h-full" />;
}
