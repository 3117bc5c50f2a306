import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AnswerId, AskThread } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatDayAndTime } from '../../../client/formats/format.ts';
import { askMessages } from '../../../messages/ask.ts';
import { commonMessages } from '../../../messages/common.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { moveFocus } from '../../../ui/moveFocus.ts';
import { Question } from '../../../ui/overlays/Question.tsx';
import { ErrorLine, Skeleton } from '../../../ui/StateViews.tsx';

const texts = askMessages.earlier;

/** Earlier conversations, newest first, and the way to a new one. */
export function EarlierThreads({
  currentId,
  onNew,
  onRemoved,
}: {
  currentId: AnswerId | undefined;
  onNew(): void;
  onRemoved(threadId: AnswerId): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const list = useQuery(procedures.ask.threads.queryOptions({ input: { limit: 200 } }));
  const [removing, setRemoving] = useState<AskThread>();
  const remove = useMutation(
    procedures.ask.remove.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: procedures.ask.key() }),
    }),
  );
  const threads = list.data?.threads ?? [];
  const tabbable = threads.some(({ id }) => id === currentId) ? currentId : threads[0]?.id;
  return (
    <div className="flex min-h-0 flex-col gap-4 overflow-y-auto border-r border-line bg-panel px-3 py-4">
      <Button icon={<Plus size={14} />} onClick={onNew}>
        {texts.new}
      </Button>
      {list.error !== null && <ErrorLine error={list.error} />}
      {remove.error !== null && <ErrorLine error={remove.error} />}
      {list.isPending && <Skeleton className="h-24" />}
      {list.isSuccess && threads.length === 0 && (
        <p className="px-2 text-small text-ink-3">{texts.none}</p>
      )}
      <ul aria-label={texts.label} onKeyDown={moveFocus} className="flex flex-col">
        {threads.map((thread) => (
          <li key={thread.id} className="group relative">
            <Link
              href={`/ask?thread=${encodeURIComponent(thread.id)}`}
              data-item
              aria-current={thread.id === currentId ? 'page' : undefined}
              tabIndex={thread.id === tabbable ? 0 : -1}
              className="flex flex-col rounded-control py-1.5 pr-9 pl-2 hover:bg-hover aria-[current=page]:bg-accent-soft"
            >
              <span dir="auto" className="truncate text-ink">
                {thread.question.slice(0, 200)}
              </span>
              <span className="text-small text-ink-2">
                {formatDayAndTime(thread.askedAtMs)} · {texts.answers(thread.answers)}
              </span>
            </Link>
            <IconButton
              label={texts.remove(thread.question.slice(0, 60))}
              icon={<Trash2 size={14} />}
              tabIndex={thread.id === tabbable ? 0 : -1}
              onClick={() => setRemoving(thread)}
              className="absolute top-2 right-1 text-ink-3 opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100"
            />
          </li>
        ))}
      </ul>
      {removing !== undefined && (
        <Question
          title={texts.removeTitle}
          description={texts.removeNote}
          no={commonMessages.cancel}
          yes={texts.removeAction}
          kind="danger"
          onYes={() => {
            const { id: threadId } = removing;
            remove.mutate({ threadId }, { onSuccess: () => onRemoved(threadId) });
          }}
          onClose={() => setRemoving(undefined)}
        />
      )}
    </div>
  );
}
