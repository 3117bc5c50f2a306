import { pageTitleSchema, slugSchema } from '../../../../contract/index.ts';
import { publishingMessages } from '../../../messages/growth/publishing.ts';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { timeOfField } from '../../hub/timeField.ts';

const texts = publishingMessages.page;

/** What a person says of the page: texts as they were typed. */
export interface PageForm {
  title: string;
  slug: string;
  when: 'now' | 'later';
  /** Of a field for a day and a time. */
  at: string;
}

/** What is to be published; undefined while something of the form is wrong. */
export function publishInput(form: PageForm, nowMs: number) {
  const title = pageTitleSchema.safeParse(form.title);
  const slug = slugSchema.safeParse(form.slug);
  if (!title.success || !slug.success) return undefined;
  if (form.when === 'now') return { title: title.data, slug: slug.data };
  const atMs = timeOfField(form.at);
  if (atMs === undefined || atMs <= nowMs) return undefined;
  return { title: title.data, slug: slug.data, atMs };
}

/** Title, address and time of the page. `shownSlug`: where it is now. */
export function PageFields({
  form,
  hub,
  shownSlug,
  onChange,
}: {
  form: PageForm;
  hub: string;
  shownSlug: string | undefined;
  onChange(change: Partial<PageForm>): void;
}): React.JSX.Element {
  const { title, slug, when, at } = form;
  const atMs = timeOfField(at);
  const isMoving = shownSlug !== undefined && shownSlug !== slug;
  const url = `${hub}/p/${slug}`;
  return (
    <div className="flex flex-col items-start gap-3">
      <TextField
        label={texts.title}
        value={title}
        maxLength={300}
        error={pageTitleSchema.safeParse(title).success ? undefined : texts.titleWrong}
        onChange={({ target }) => onChange({ title: target.value })}
        className="w-full"
      />
      <TextField
        label={texts.slug}
        value={slug}
        maxLength={100}
        spellCheck={false}
        note={
          <span className="[overflow-wrap:anywhere]">
            {isMoving ? `${url} · ${texts.moves(`/p/${shownSlug}`)}` : url}
          </span>
        }
        error={slugSchema.safeParse(slug).success ? undefined : texts.slugWrong}
        onChange={({ target }) => onChange({ slug: target.value })}
        className="w-full"
      />
      <div className="flex items-start gap-3">
        <div className="flex flex-col gap-1">
          <span aria-hidden="true" className="text-small font-medium text-ink-2">
            {texts.when}
          </span>
          <SegmentedControl<PageForm['when']>
            label={texts.when}
            value={when}
            options={[
              { value: 'now', label: texts.now },
              { value: 'later', label: texts.later },
            ]}
            onChange={(next) => onChange({ when: next })}
          />
        </div>
        {when === 'later' && (
          <TextField
            label={texts.at}
            type="datetime-local"
            value={at}
            note={texts.zone(
              Intl.DateTimeFormat().resolvedOptions().timeZone,
              shownSlug !== undefined,
            )}
            error={atMs === undefined || atMs <= Date.now() ? texts.past : undefined}
            onChange={({ target }) => onChange({ at: target.value })}
          />
        )}
      </div>
    </div>
  );
}
