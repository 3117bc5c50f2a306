import { Film } from 'lucide-react';
import { useLocation } from 'wouter';
import { videoMessages } from '../../messages/video/video.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/StateViews.tsx';

/** There is no video of this address, or none any more. */
export function NotFound(): React.JSX.Element {
  const [, navigate] = useLocation();
  return (
    <>
      <h1 className="sr-only">{videoMessages.videoScreen.video}</h1>
      <EmptyState
        icon={<Film size={24} />}
        title={videoMessages.notFound.title}
        actions={
          <Button kind="primary" onClick={() => navigate('/library')}>
            {videoMessages.notFound.goToLibrary}
          </Button>
        }
      >
        {videoMessages.notFound.explanation}
      </EmptyState>
    </>
  );
}
