import { Skeleton } from '../../primitives/StateViews.tsx';

export default function ModelsScreen(): React.JSX.Element {
  return <Skeleton className="h-full" />;
}
