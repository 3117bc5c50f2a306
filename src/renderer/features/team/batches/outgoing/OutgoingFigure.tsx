import type { BatchKind } from '../../../../../contract/index.ts';
import { TextFigure } from '../TextFigure.tsx';
import { OutgoingMedia } from './OutgoingMedia.tsx';
import { outgoingText } from './outgoingText.ts';

/** A request as its server gets it: its pictures or its sound, and its text. */
export function OutgoingFigure({
  title,
  kind,
  body,
  tall = false,
}: {
  title: string;
  kind: BatchKind;
  body: Record<string, unknown>;
  tall?: boolean;
}): React.JSX.Element {
  return (
    <TextFigure title={title} tall={tall} above={<OutgoingMedia body={body} />}>
      {outgoingText(kind, body)}
    </TextFigure>
  );
}
