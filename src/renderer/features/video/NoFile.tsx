import { Download, FileVideo, FileX2 } from 'lucide-react';
import { useRef } from 'react';
import type { VideoDetail } from '../../../contract/index.ts';
import { useIngest } from '../../client/files/ingest.ts';
import { useIsOffline } from '../../client/jobs/jobs.ts';
import { videoMessages } from '../../messages/video/video.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/StateViews.tsx';
import { SourceLink } from './details/SourceLink.tsx';

/** In the player's place, of a video that is known by its metadata alone: how it gets its file. */
export function NoFile({ video }: { video: VideoDetail }): React.JSX.Element {
  const { start, startFiles } = useIngest();
  const offline = useIsOffline();
  const input = useRef<HTMLInputElement>(null);
  const { sourceUrl, metrics } = video;
  const texts = videoMessages.noFile;
  return (
    <section aria-label={texts.label} className="min-h-0 min-w-0 overflow-y-auto">
      <EmptyState
        icon={<FileX2 size={26} />}
        title={texts.title}
        actions={
          <>
            <Button
              kind="primary"
              icon={<FileVideo size={14} />}
              onClick={() => input.current?.click()}
            >
              {texts.add}
            </Button>
            {sourceUrl !== undefined && (
              <Button
                icon={<Download size={14} />}
                disabled={offline}
                {...(offline ? { title: texts.offline } : {})}
                onClick={() => start({ links: [sourceUrl] })}
              >
                {texts.download}
              </Button>
            )}
          </>
        }
      >
        <p>{texts.explanation(texts.snapshots(metrics.length))}</p>
        {sourceUrl !== undefined && (
          <div className="mt-3 flex justify-center text-small select-text">
            <SourceLink url={sourceUrl} />
          </div>
        )}
      </EmptyState>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={texts.file}
        data-testid="record-file"
        onChange={({ target }) => {
          startFiles([...(target.files ?? [])], { recordId: video.id });
          target.value = '';
        }}
      />
    </section>
  );
}
