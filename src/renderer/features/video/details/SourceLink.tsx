import { Copy } from 'lucide-react';
import { videoMessages } from '../../../messages/video/video.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { copyText } from '../copyText.ts';

/** Where a video came from, as text to copy: the workstation itself opens no foreign page. */
export function SourceLink({ url }: { url: string }): React.JSX.Element {
  return (
    <span className="flex items-start gap-1">
      <span className="min-w-0 [overflow-wrap:anywhere]">{url}</span>
      <IconButton
        label={videoMessages.sourceLink.copy}
        icon={<Copy size={13} />}
        className="-my-1"
        onClick={() => copyText(url, videoMessages.sourceLink.link)}
      />
    </span>
  );
}
