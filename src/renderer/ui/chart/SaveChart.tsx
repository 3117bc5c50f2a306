import { Download } from 'lucide-react';
import type { RefObject } from 'react';
import { fileNameOf, saveFile } from '../../client/files/saveFile.ts';
import { type Cell, tableCsv } from '../../client/formats/tableCsv.ts';
import { commonMessages } from '../../messages/common.ts';
import { IconButton } from '../IconButton.tsx';
import { Menu } from '../overlays/Menu.tsx';
import { toastError } from '../overlays/Toasts.tsx';
import { chartPicture } from './chartPicture.ts';

const texts = commonMessages.chart;

/** Saves a chart as a picture, and its numbers as a table. */
export function SaveChart({
  name,
  chart,
  table,
}: {
  /** What it shows; the title of the picture and the name of the files. */
  name: string;
  /** What the chart is in. Nothing is in it: there is no picture to save. */
  chart: RefObject<HTMLElement | null>;
  table(): { heads: readonly string[]; rows: readonly (readonly Cell[])[] };
}): React.JSX.Element {
  const savePicture = async (): Promise<void> => {
    try {
      if (chart.current === null) return;
      saveFile(fileNameOf(name, 'png'), await chartPicture(chart.current, name));
    } catch (error) {
      toastError(error, texts.notSaved);
    }
  };
  return (
    <Menu
      trigger={
        <IconButton label={texts.save(name)} icon={<Download size={14} />} className="size-6" />
      }
      items={[
        { label: texts.png, onSelect: () => void savePicture() },
        { label: texts.csv, onSelect: () => saveFile(fileNameOf(name, 'csv'), tableCsv(table())) },
      ]}
    />
  );
}
