import { Server } from 'lucide-react';
import { useState } from 'react';
import type { VideoId } from '../../../../contract/index.ts';
import { libraryMessages } from '../../../messages/library/library.ts';
import { Button } from '../../../ui/Button.tsx';
import { WorkDialog } from './WorkDialog.tsx';

/** Has the team's servers work on the selected videos; without any, on drafts. */
export function WorkButton({
  videoIds,
  label = libraryMessages.workButton.label,
}: {
  videoIds: readonly VideoId[];
  label?: string;
}): React.JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<Server size={14} />} onClick={() => setOpen(true)}>
        {label}
      </Button>
      {open && <WorkDialog videoIds={videoIds} onClose={() => setOpen(false)} />}
    </>
  );
}
