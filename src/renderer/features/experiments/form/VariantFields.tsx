import { ChevronsUp, X } from 'lucide-react';
import { useState } from 'react';
import { experimentsMessages } from '../../../messages/growth/experiments.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { ErrorLine } from '../../../ui/StateViews.tsx';
import { VirtualList } from '../../../ui/VirtualList.tsx';
import { type FormVariant, mostVariants } from './experimentForm.ts';
import { type KeptDraft, variantOf } from './keptDrafts.ts';

const texts = experimentsMessages.form;

/** The variants in order, the control first; kept drafts are chosen, other texts typed. */
export function VariantFields({
  variants,
  drafts,
  error,
  problem,
  onChange,
}: {
  variants: readonly FormVariant[];
  drafts: readonly KeptDraft[];
  error: unknown;
  problem: string | undefined;
  onChange(variants: readonly FormVariant[]): void;
}): React.JSX.Element {
  const [text, setText] = useState('');
  const add = (variant: FormVariant): void => {
    if (variants.length < mostVariants) onChange([...variants, variant]);
  };
  const remove = (key: string): void => onChange(variants.filter((one) => one.key !== key));
  const addText = (): void => {
    if (text.trim() === '') return;
    add({ key: crypto.randomUUID(), text: text.trim() });
    setText('');
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="text-small font-medium text-ink-2">{texts.variants}</legend>
      <p className="text-small text-ink-3">{texts.variantsNote}</p>
      {variants.length > 0 && (
        <ol className="flex flex-col rounded-control border border-line">
          {variants.map((variant, at) => {
            const id = String.fromCharCode(65 + at);
            return (
              <li
                key={variant.key}
                className="flex items-center gap-2 border-line px-2 py-0.5 not-last:border-b"
              >
                <span className="w-4 shrink-0 font-semibold text-ink">{id}</span>
                <span dir="auto" className="min-w-0 flex-1 truncate text-ink" title={variant.text}>
                  {variant.text}
                </span>
                {at === 0 ? (
                  <span className="text-small text-ink-3">{texts.control}</span>
                ) : (
                  <IconButton
                    label={texts.makeControl(id)}
                    icon={<ChevronsUp size={14} />}
                    onClick={() =>
                      onChange([variant, ...variants.filter((one) => one !== variant)])
                    }
                  />
                )}
                <IconButton
                  label={texts.remove(id)}
                  icon={<X size={14} />}
                  onClick={() => remove(variant.key)}
                />
              </li>
            );
          })}
        </ol>
      )}
      {problem !== undefined && (
        <p role="alert" className="text-small text-bad">
          {problem}
        </p>
      )}
      {error !== null && <ErrorLine error={error} />}
      {drafts.length === 0 ? (
        <p className="text-small text-ink-3">{texts.noDrafts}</p>
      ) : (
        <VirtualList
          label={texts.drafts}
          count={drafts.length}
          rowHeight={33}
          keyAt={(index) => drafts[index]?.draft.id ?? index}
          className="max-h-[132px] rounded-control border border-line"
        >
          {(index) => {
            const kept = drafts[index];
            if (kept === undefined) return null;
            const { draft, topic } = kept;
            const isChosen = variants.some(({ draftId }) => draftId === draft.id);
            return (
              <label className="flex h-8 items-center gap-2 px-2 hover:bg-hover">
                <input
                  type="checkbox"
                  className="accent-accent"
                  checked={isChosen}
                  onChange={() => (isChosen ? remove(draft.id) : add(variantOf(draft)))}
                />
                <span dir="auto" className="min-w-0 flex-1 truncate text-ink" title={draft.text}>
                  {draft.text}
                </span>
                <span dir="auto" className="max-w-48 truncate text-small text-ink-3">
                  {topic}
                </span>
              </label>
            );
          }}
        </VirtualList>
      )}
      <div className="flex items-end gap-2">
        <TextField
          label={texts.other}
          className="flex-1"
          maxLength={1_000}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            addText();
          }}
        />
        <Button disabled={text.trim() === ''} onClick={addText}>
          {texts.add}
        </Button>
      </div>
    </fieldset>
  );
}
