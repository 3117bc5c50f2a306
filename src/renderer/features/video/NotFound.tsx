import { Film } from 'lucide-react';
import { useLocation } from 'wouter';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/StateViews.tsx';

/** There is no video of this address, or none any more. */
export function NotFound(): React.JSX.Element {
  const [, navigate] = useLocation();
  return (
    <>
      <h1 className="sr-only">Video</h1>
      <EmptyState
        icon={<Film size={24} />}
        title="This video is not in the library"
        actions={
          <Button kind="primary" onClick={() => navigate('/library')}>
            Go to the library
          </Button>
        }
      >
        It was removed, or the link to it is from another library.
      </EmptyState>
    </>
  );
}
