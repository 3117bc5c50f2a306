import { Send } from 'lucide-react';
import { useState } from 'react';
import type { Report } from '../../../../contract/index.ts';
import { publishingMessages as texts } from '../../../messages/growth/publishing.ts';
import { Button } from '../../../ui/Button.tsx';
import { PublishDialog } from './PublishDialog.tsx';

/** Puts a report on a content hub. */
export function PublishButton({ report }: { report: Report }): React.JSX.Element {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Send size={14} />} onClick={() => setOpen(true)}>
        {texts.open}
      </Button>
      {isOpen && <PublishDialog report={report} onClose={() => setOpen(false)} />}
    </>
  );
}
