import { Skeleton } from '../../primitives/StateViews.tsx';

export default function SettingsScreen(): React.JSX.Element {
  return <Skeleton className="h-full" />;
}
