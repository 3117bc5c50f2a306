import { Skeleton } from '../../primitives/StateViews.tsx';

export default function SearchScreen(): React.JSX.Element {
  return <Skeleton className="h-full" />;
}
