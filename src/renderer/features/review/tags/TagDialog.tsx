import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Check, Plus, Tag } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { tagSchema } from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { formatCount } from '../../../client/formats/format.ts';
import { reviewMessages } from '../../../messages/video/review.ts';
import { Dialog } from '../../../ui/overlays/Dialog.tsx';

const words = reviewMessages.tagDialog;

/** A tag is typed or found among those that other videos have; Enter adds it or takes it away. */
export function TagDialog({
  tags,
  onToggle,
  onClose,
}: {
  /** Those that the video has. */
  tags: readonly string[];
  onToggle(tag: string): void;
  onClose(): void;
}): React.JSX.Element {
  const { procedures } = useApi();
  const { data, isPending } = useQuery(procedures.videos.facets.queryOptions());
  const [typed, setTyped] = useState('');
  const wanted = tagSchema.safeParse(typed);
  const known = data?.tags ?? [];
  const isSame = (a: string) => (b: string) => a.toLowerCase() === b.toLowerCase();
  const isKnown =
    wanted.success && [...tags, ...known.map(({ value }) => value)].some(isSame(wanted.data));
  const others = known.filter(({ value }) => !tags.some(isSame(value)));
  const choose = (tag: string) => (): void => {
    onToggle(tag);
    onClose();
  };
  return (
    <Dialog open onClose={onClose} title={words.title} description={words.description}>
      <Command label={reviewMessages.tags} loop filter={rank} className="flex flex-col gap-2">
        <Command.Input
          autoFocus
          value={typed}
          onValueChange={setTyped}
          placeholder={words.find}
          className="h-7 rounded-control border border-line-strong bg-raised px-2 text-body text-ink placeholder:text-ink-3 focus-visible:outline-offset-0"
        />
        {typed.trim() !== '' && !wanted.success && (
          <p className="text-small text-bad">{words.tooLong}</p>
        )}
        <Command.List className="max-h-64 overflow-y-auto">
          {/* With those that are known, not before them: Enter takes the first. */}
          {wanted.success && !isKnown && !isPending && (
            <Choice value={`new ${typed}`} icon={<Plus size={14} />} onSelect={choose(wanted.data)}>
              {words.create(wanted.data)}
            </Choice>
          )}
          {tags.map((tag) => (
            <Choice
              key={tag}
              value={`has ${tag}`}
              icon={<Check size={14} />}
              note={words.has}
              onSelect={choose(tag)}
            >
              {tag}
            </Choice>
          ))}
          {others.map(({ value, videos }) => (
            <Choice
              key={value}
              value={`tag ${value}`}
              icon={<Tag size={14} />}
              note={formatCount(videos)}
              onSelect={choose(value)}
            >
              {value}
            </Choice>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}

/**
 * Tags that begin with what is typed, then those that contain it, then a new one: a tag that is there
 * already is the likelier one. No letters are skipped: Enter must not choose what nobody meant.
 */
function rank(value: string, typed: string, [label = '']: string[] = []): number {
  const wanted = typed.trim().toLowerCase();
  if (value.startsWith('new ')) return 0.01;
  if (label.toLowerCase().startsWith(wanted)) return 1;
  return label.toLowerCase().includes(wanted) ? 0.5 : 0;
}

function Choice({
  value,
  icon,
  note,
  onSelect,
  children,
}: {
  value: string;
  icon: ReactNode;
  note?: string;
  onSelect(): void;
  children: string;
}): React.JSX.Element {
  return (
    <Command.Item
      value={value}
      keywords={[children]}
      onSelect={onSelect}
      className="flex h-8 items-center gap-2.5 rounded-control px-2.5 text-body text-ink data-[selected=true]:bg-hover"
    >
      <span className="text-ink-3">{icon}</span>
      <bdi className="min-w-0 flex-1 truncate">{children}</bdi>
      {note !== undefined && <span className="text-small text-ink-3">{note}</span>}
    </Command.Item>
  );
}
