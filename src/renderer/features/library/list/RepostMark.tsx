import { Copy } from 'lucide-react';
import { libraryMessages } from '../../../messages/library/library.ts';

/** That a video has copies in the library, and how many. */
export function RepostMark({ reposts }: { reposts: number }): React.JSX.Element {
  const told = libraryMessages.videoCard.reposts(reposts);
  return (
    <span className="inline-flex items-center gap-0.5" title={told}>
      <Copy size={10} aria-hidden="true" />
      <span aria-hidden="true">{reposts}</span>
      <span className="sr-only">{told}</span>
    </span>
  );
}
