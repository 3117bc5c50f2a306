import { Toggle } from '@base-ui/react/toggle';
import { ToggleGroup } from '@base-ui/react/toggle-group';
import { type ChunkKind, chunkKindSchema } from '../../../contract/index.ts';
import { searchMessages } from '../../messages/library/search.ts';
import { kindNames } from './results/hitLabels.ts';

/** Nobody looks for handles in corners often enough for a place here; an address may name them. */
const isOffered = (kinds: readonly ChunkKind[]) => (kind: ChunkKind) =>
  kind !== 'watermark' || kinds.includes(kind);

/** Which texts are searched; none pressed means all. */
export function KindToggles({
  kinds,
  onChange,
}: {
  kinds: readonly ChunkKind[];
  onChange(kinds: ChunkKind[]): void;
}): React.JSX.Element {
  return (
    <ToggleGroup
      multiple
      aria-label={searchMessages.kindToggles.label}
      value={kinds}
      onValueChange={(pressed) =>
        onChange(chunkKindSchema.options.filter((kind) => pressed.includes(kind)))
      }
      className="flex shrink-0 gap-1"
    >
      {chunkKindSchema.options.filter(isOffered(kinds)).map((kind) => (
        <Toggle
          key={kind}
          value={kind}
          className="h-7 rounded-control border border-line-strong bg-raised px-2.5 text-body font-medium text-ink hover:bg-hover data-pressed:border-transparent data-pressed:bg-accent-soft data-pressed:text-accent-ink"
        >
          {kindNames[kind]}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
