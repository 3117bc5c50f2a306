import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { QdpxImport } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { saveFile } from '../../../client/files/saveFile.ts';
import { uploadFiles } from '../../../client/files/uploadFiles.ts';
import { codingMessages } from '../../../messages/video/coding.ts';
import { toastError } from '../../../ui/overlays/Toasts.tsx';

const words = codingMessages.library;

/** Takes codes to other programs and brings them from there. */
export function useProjectExchange(): {
  isBusy: boolean;
  /** Of the last import. */
  report: QdpxImport | undefined;
  exportProject(): Promise<void>;
  exportQuotes(): Promise<void>;
  importProject(file: File): Promise<void>;
} {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const [report, setReport] = useState<QdpxImport>();
  const busily = async (failed: string, work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      toastError(error, failed);
    } finally {
      setBusy(false);
    }
  };
  return {
    ...{ isBusy, report },
    exportProject: () =>
      busily(words.notExported, async () => {
        const { fileName, base64 } = await client.codes.exportProject();
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        saveFile(fileName, new Blob([bytes], { type: 'application/zip' }));
      }),
    exportQuotes: () =>
      busily(words.notExported, async () => {
        const { fileName, text } = await client.codes.export({});
        saveFile(fileName, text);
      }),
    importProject: (file) =>
      busily(words.notImported, async () => {
        const upload = await uploadFiles([file]);
        if (upload === undefined) return;
        setReport(await client.codes.importProject({ upload }));
        // Notes are read with their videos.
        for (const read of [procedures.codes, procedures.videos, procedures.notes]) {
          void queryClient.invalidateQueries({ queryKey: read.key() });
        }
      }),
  };
}
