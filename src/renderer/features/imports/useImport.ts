import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImportPreview, UploadId } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { uploadFiles } from '../../client/files/uploadFiles.ts';

/** How the files are to be read, as the form has it. */
export interface ImportForm {
  /** Field to heading; an empty heading takes the field from none. */
  map: Record<string, string>;
  platform: string;
  /** `YYYY-MM-DD`. */
  observedOn: string;
  keepNames: boolean;
}

export interface ImportWork {
  form: ImportForm;
  change(part: Partial<ImportForm>): void;
  preview: ImportPreview | undefined;
  error: unknown;
  /** True while files are sent or read again. */
  busy: boolean;
  /** Queues the import; false when the user cancelled the sending. */
  start(): Promise<boolean>;
}

/** Sends the first file to the host to look at it, and the others when the import starts. */
export function useImport(files: readonly File[]): ImportWork {
  const { client, procedures } = useApi();
  const [upload, setUpload] = useState<UploadId>();
  const [sendError, setSendError] = useState<unknown>();
  const [form, setForm] = useState<ImportForm>(() => ({
    map: {},
    platform: '',
    observedOn: dayOf(files[0]),
    keepNames: false,
  }));
  useEffect(() => {
    let isOver = false;
    uploadFiles(files.slice(0, 1)).then(
      (sent) => !isOver && setUpload(sent),
      (error: unknown) => !isOver && setSendError(error),
    );
    return () => {
      isOver = true;
    };
  }, [files]);
  const reading = readingOf(form);
  const { data, error, isFetching } = useQuery(
    procedures.imports.preview.queryOptions({
      input: { upload, ...reading },
      enabled: upload !== undefined,
      retry: false,
      // The table stays while it is read again.
      placeholderData: (before) => before,
    }),
  );
  return {
    form,
    change: (part) => setForm((before) => ({ ...before, ...part })),
    preview: data,
    error: sendError ?? error ?? undefined,
    busy: isFetching || (upload === undefined && sendError === undefined),
    start: async () => {
      if (upload === undefined) return false;
      const uploads = [upload];
      for (const file of files.slice(1)) {
        const sent = await uploadFiles([file]);
        if (sent === undefined) return false;
        uploads.push(sent);
      }
      await client.imports.start({ uploads, ...reading, keepNames: form.keepNames });
      return true;
    },
  };
}

function readingOf({ map, platform, observedOn }: ImportForm) {
  const observedAtMs = Date.parse(observedOn);
  return {
    map,
    ...(platform.trim() === '' ? {} : { platform: platform.trim() }),
    ...(Number.isNaN(observedAtMs) ? {} : { observedAtMs }),
  };
}

/** The day on which a file was last written. */
function dayOf(file: File | undefined): string {
  return new Date(file?.lastModified ?? Date.now()).toISOString().slice(0, 10);
}
