import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import { Link } from 'wouter';
import {
  type MentionKind,
  mentionKindSchema,
  type ProductId,
  type ProductMention,
} from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { formatClock } from '../../client/formats/format.ts';
import { productsMessages } from '../../messages/products.ts';
import { Badge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Select } from '../../ui/inputs/Select.tsx';
import { toastError } from '../../ui/overlays/Toasts.tsx';
import { momentAddress } from '../player/moment.ts';

const texts = productsMessages.moments;

/** A moment that names the product: opened by its quote, judged by the buttons behind it. */
export function MentionRow({
  productId,
  mention,
}: {
  productId: ProductId;
  mention: ProductMention;
}): React.JSX.Element {
  const { procedures } = useApi();
  const queryClient = useQueryClient();
  const { videoId, source, startMs, title, channel, quote, kind, feedback, judged } = mention;
  const judge = useMutation(
    procedures.products.judge.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: procedures.products.key() }),
      onError: (error) => toastError(error),
    }),
  );
  const say = (next: 'right' | 'wrong' | undefined, as: MentionKind = kind): void =>
    judge.mutate({
      ...{ productId, videoId, source, startMs, kind: as },
      ...(next !== undefined && { judged: next }),
    });
  const isWrong = judged === 'wrong';
  return (
    <div className="flex items-start gap-3 py-2 pr-2">
      <div className={`min-w-0 flex-1 ${isWrong ? 'opacity-60' : ''}`}>
        <Link
          href={momentAddress(mention)}
          className="line-clamp-2 text-ink [overflow-wrap:anywhere] hover:text-accent-ink"
        >
          <span dir="auto">{quote}</span>
        </Link>
        <p className="flex flex-wrap items-center gap-x-2 text-small text-ink-2">
          <span dir="auto" className="max-w-80 truncate">
            {channel === undefined ? title : `${channel} · ${title}`}
          </span>
          <span>{placeOf(mention)}</span>
          {feedback.map((each) => (
            <Badge key={each}>{productsMessages.feedback[each]}</Badge>
          ))}
          {mention.isDisclosed && <Badge>{texts.disclosed}</Badge>}
        </p>
      </div>
      <Select
        label={texts.kind}
        hideLabel
        className="w-28"
        value={kind}
        options={mentionKindSchema.options.map((value) => ({ value, label: texts.kinds[value] }))}
        onChange={(next) => say('right', next)}
      />
      <IconButton
        label={texts.right}
        pressed={judged === 'right'}
        icon={<Check size={14} />}
        onClick={() => say(judged === 'right' ? undefined : 'right')}
      />
      <IconButton
        label={texts.wrong}
        pressed={isWrong}
        icon={<X size={14} />}
        onClick={() => say(isWrong ? undefined : 'wrong')}
      />
    </div>
  );
}

function placeOf({ source, startMs }: ProductMention): string {
  if (source === 'comment' || source === 'title') return texts.in[source];
  return texts.at(formatClock(startMs));
}
