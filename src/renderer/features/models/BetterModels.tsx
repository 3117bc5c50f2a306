import type { ModelSummary } from '../../../contract/index.ts';
import { formatBytes } from '../../client/formats/format.ts';
import { commonMessages } from '../../messages/common.ts';
import { modelsMessages } from '../../messages/work/models.ts';
import { Button } from '../../ui/Button.tsx';

const texts = modelsMessages.better;

/** While drafts are written by a model for trying, or by none: which ones are for more than that. */
export function BetterModels({
  models,
  offline,
  onInstall,
}: {
  /** Those that write. */
  models: readonly ModelSummary[];
  offline: boolean;
  onInstall(model: ModelSummary): void;
}): React.JSX.Element | null {
  const present = models.find(({ inUse }) => inUse);
  const next = models.find(({ writing, state }) => writing && state !== 'installed');
  if (present !== undefined && !present.starter && !present.base) return null;
  const onGpu = models.filter(
    ({ gpuMemoryGib, origin }) => gpuMemoryGib > 0 && origin === 'catalogue',
  );
  return (
    <section
      aria-label={texts.label}
      className="mb-2 flex items-center gap-3 rounded-panel bg-accent-soft px-4 py-3 text-body text-accent-ink"
    >
      <p className="min-w-0 flex-1">
        {present === undefined ? texts.none : texts.forTrying(shortName(present))}{' '}
        {next !== undefined && texts.onProcessor(shortName(next), formatBytes(next.sizeBytes))}{' '}
        {onGpu.length > 0 &&
          texts.onGpu(
            onGpu.map((model) => texts.gpuModel(shortName(model), model.gpuMemoryGib)).join(', '),
          )}
      </p>
      {next !== undefined && (
        <Button
          kind="primary"
          disabled={offline}
          aria-label={texts.install(next.name)}
          onClick={() => onInstall(next)}
        >
          {commonMessages.install}
        </Button>
      )}
    </section>
  );
}

/** Without how it was quantized. */
function shortName({ name }: ModelSummary): string {
  return name.replace(/ \([^()]*\)$/, '');
}
