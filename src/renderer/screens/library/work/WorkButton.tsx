import { Server } from 'lucide-react';
import { useState } from 'react';
import type { VideoId } from '../../../../shared/index.ts';
import { Button } from '../../../primitives/Button.tsx';
import { WorkDialog } from './WorkDialog.tsx';

/** Has the team's servers work on the selected videos. */
export function WorkButton({ videoIds }: { videoIds: readonly VideoId[] }): React.JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={<Server size={14} />} onClick={() => setOpen(true)}>
        Team work…
      </Button>
      {open && <WorkDialog videoIds={videoIds} onClose={() => setOpen(false)} />}
    </>
  );
}
