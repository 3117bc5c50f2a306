import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type Code,
  type CodeId,
  codingIdSchema,
  type Quote,
  type VideoId,
} from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatClock } from '../../client/formats/format.ts';
import { commonMessages } from '../../messages/common.ts';
import { codingMessages } from '../../messages/video/coding.ts';
import { toast, toastError } from '../../ui/overlays/Toasts.tsx';
import { announce } from '../video/playback/announcement.ts';
import type { Span } from '../video/playback/spanAt.ts';

/** Most coded spans of a video that are read. */
export const maxQuotes = 10_000;
/** Of a span that is shown before the host has stored it. */
const pendingId = codingIdSchema.parse('pending');

/** `0:12.5 – 0:14.0`. */
export function placeOf({ startMs, endMs }: Span): string {
  return codingMessages.span(formatClock(startMs, true), formatClock(endMs, true));
}

/** The coded spans of a video in the order of their starts; undefined until they are read. */
export function useQuotesOf(videoId: VideoId): Quote[] | undefined {
  const { procedures } = useApi();
  const input = { videoId, limit: maxQuotes };
  return useQuery(procedures.codes.quotes.queryOptions({ input })).data?.quotes;
}

/** The codebook in the order of its tree; undefined until it is read. */
export function useCodebook(): Code[] | undefined {
  const { procedures } = useApi();
  return useQuery(procedures.codes.list.queryOptions()).data?.codes;
}

/** Codes spans and takes codes off them; what is taken off can be brought back. */
export function useCodingActions(): {
  apply(span: Span & { videoId: VideoId }, codeId: CodeId): Promise<void>;
  /** Makes a code of that name, then codes the span with it. */
  create(span: Span & { videoId: VideoId }, name: string): Promise<void>;
  remove(quote: Quote): Promise<void>;
} {
  const { client, procedures } = useApi();
  const queryClient = useQueryClient();
  const readAgain = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: procedures.codes.key() });
  /** Shows the span at once, among those that were read. */
  const show = (span: Span & { videoId: VideoId }, codeId: CodeId): void => {
    const input = { videoId: span.videoId, limit: maxQuotes };
    const queryKey = procedures.codes.quotes.queryKey({ input });
    const codebook = queryClient.getQueryData(procedures.codes.list.queryKey());
    const code = codebook?.codes.find(({ id }) => id === codeId);
    if (code === undefined) return;
    const quote: Quote = {
      ...{ ...span, codeId, id: pendingId, code: code.name, colour: code.colour },
      ...{ title: '', coder: '', createdAtMs: Date.now(), said: '' },
    };
    void queryClient.cancelQueries({ queryKey });
    queryClient.setQueryData(queryKey, (read) => {
      if (read === undefined) return undefined;
      const quotes = [...read.quotes, quote].sort((a, b) => a.startMs - b.startMs);
      return { quotes, total: read.total + 1 };
    });
  };
  const apply = async (
    { videoId, startMs, endMs }: Span & { videoId: VideoId },
    codeId: CodeId,
  ): Promise<void> => {
    show({ videoId, startMs, endMs }, codeId);
    try {
      const quote = await client.codes.apply({ videoId, startMs, endMs, codeId });
      announce(codingMessages.coded(quote.code, placeOf(quote)));
    } catch (error) {
      toastError(error, codingMessages.notCoded);
    }
    await readAgain();
  };
  return {
    apply,
    create: async (span, name) => {
      try {
        const { id } = await client.codes.add({ name });
        await apply(span, id);
      } catch (error) {
        toastError(error, codingMessages.notCoded);
      }
    },
    remove: async (quote) => {
      try {
        await client.codes.unapply({ codingId: quote.id });
        const { videoId, startMs, endMs, codeId, coder } = quote;
        const undo = (): void => {
          client.codes
            .apply({ videoId, startMs, endMs, codeId, coder })
            .then(readAgain, (error: unknown) => toastError(error, codingMessages.notCoded));
        };
        toast(codingMessages.removed(quote.code), {
          action: { label: commonMessages.undo, run: undo },
        });
      } catch (error) {
        toastError(error, codingMessages.notRemoved);
      }
      await readAgain();
    },
  };
}
