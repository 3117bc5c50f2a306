import type { Library } from '../db/index.ts';
import type { Host } from '../host/index.ts';
import {
  addCode,
  agreementTask,
  applyCode,
  codesTogetherTask,
  editCode,
  exportQdpxTask,
  findQuotes,
  importQdpx,
  listCodes,
  quotesCsv,
  removeCode,
  resolveCodeId,
  resolveVideoId,
  unapplyCode,
} from '../library/index.ts';
import { givenFile } from './files/givenFile.ts';
import { api } from './implementer.ts';

/** Most spans of one file. */
const maxExported = 1_000_000;

/** The codebook and coded spans; a code is named by its id, the unique beginning of it, or its name. */
export function codeHandlers({ host, library }: { host: Host; library: Library }) {
  const { codes } = api;
  const whole = (codeId: string | undefined) =>
    codeId === undefined ? undefined : resolveCodeId(library, codeId);
  const wholeVideo = (videoId: string | undefined) =>
    videoId === undefined ? undefined : resolveVideoId(library, videoId);
  return {
    list: codes.list.handler(() => ({ codes: listCodes(library) })),
    add: codes.add.handler(({ input }) =>
      addCode(library, { ...input, parentId: whole(input.parentId) }),
    ),
    edit: codes.edit.handler(({ input: { codeId, parentId, ...change } }) =>
      editCode(library, resolveCodeId(library, codeId), {
        ...change,
        parentId: parentId === null ? null : whole(parentId),
      }),
    ),
    remove: codes.remove.handler(({ input }) =>
      removeCode(library, resolveCodeId(library, input.codeId)),
    ),
    apply: codes.apply.handler(({ input }) =>
      applyCode(library, {
        ...input,
        codeId: resolveCodeId(library, input.codeId),
        videoId: resolveVideoId(library, input.videoId),
      }),
    ),
    unapply: codes.unapply.handler(({ input }) => unapplyCode(library, input.codingId)),
    quotes: codes.quotes.handler(({ input, signal }) => {
      const ids = { codeId: whole(input.codeId), videoId: wholeVideo(input.videoId) };
      return findQuotes(library, { ...input, ...ids }, { signal });
    }),
    export: codes.export.handler(async ({ input, signal }) => {
      const query = { codeId: whole(input.codeId), limit: maxExported };
      const { quotes } = await findQuotes(library, query, { signal });
      return { fileName: 'quotes.csv', text: quotesCsv(quotes, listCodes(library)) };
    }),
    together: codes.together.handler(async ({ input, signal }) => ({
      pairs: await library.readers.run(codesTogetherTask, input, { signal }),
    })),
    agreement: codes.agreement.handler(({ input, signal }) =>
      library.readers.run(agreementTask, input, { signal }),
    ),
    exportProject: codes.exportProject.handler(async ({ signal }) => {
      const project = await library.readers.run(exportQdpxTask, undefined, { signal });
      return { fileName: 'codes.qdpx', base64: Buffer.from(project).toString('base64') };
    }),
    importProject: codes.importProject.handler(async ({ input: { path, upload, coder } }) =>
      importQdpx(library, await givenFile({ host, library }, { path, upload }), { coder }),
    ),
  };
}
