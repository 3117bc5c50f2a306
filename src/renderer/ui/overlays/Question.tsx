import type { ReactNode } from 'react';
import { Button } from '../Button.tsx';
import { Dialog } from './Dialog.tsx';

/** Asks before something is done at once; whatever is answered, it closes. */
export function Question({
  title,
  description,
  no,
  yes,
  kind,
  width = 'small',
  onYes,
  onClose,
  children,
}: {
  title: string;
  /** What will be so afterwards. */
  description: ReactNode;
  /** The words of the two buttons. */
  no: string;
  yes: string;
  /** `danger`: what is lost does not come back. */
  kind: 'primary' | 'danger';
  width?: 'small' | 'medium';
  onYes(): void;
  onClose(): void;
  children?: ReactNode;
}): React.JSX.Element {
  return (
    <Dialog
      open
      onClose={onClose}
      width={width}
      title={title}
      description={description}
      actions={
        <>
          <Button onClick={onClose}>{no}</Button>
          <Button
            kind={kind}
            onClick={() => {
              onYes();
              onClose();
            }}
          >
            {yes}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
