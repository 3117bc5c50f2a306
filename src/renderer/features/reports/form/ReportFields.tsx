import { useQuery } from '@tanstack/react-query';
import {
  maxComparedSubjects,
  reportKindSchema,
  type SubjectKind,
  subjectKindSchema,
} from '../../../../contract/index.ts';
import { useApi } from '../../../client/api.ts';
import { reportsMessages } from '../../../messages/reports.ts';
import { SegmentedControl } from '../../../ui/inputs/SegmentedControl.tsx';
import { Select } from '../../../ui/inputs/Select.tsx';
import { Switch } from '../../../ui/inputs/Switch.tsx';
import { TextField } from '../../../ui/inputs/TextField.tsx';
import { dayText } from '../../trends/query/trendsQuery.ts';
import { type ReportForm, reportPeriods, subjectKindOf } from './reportForm.ts';
import { SubjectPicker } from './SubjectPicker.tsx';

const texts = reportsMessages.form;
const kindOptions = reportKindSchema.options.map((value) => ({
  value,
  label: reportsMessages.kinds[value],
}));
const comparedOptions = subjectKindSchema.options.map((value) => ({
  value,
  label: reportsMessages.subjectKinds[value],
}));
const periodOptions = reportPeriods.map((value) => ({ value, label: texts.periods[value] }));

/** What a report is made of; of one by schedule there is no date. */
export function ReportFields({
  form,
  onChange,
  hasDate,
}: {
  form: ReportForm;
  onChange(change: Partial<ReportForm>): void;
  hasDate: boolean;
}): React.JSX.Element {
  const subjectKind = subjectKindOf(form);
  const canWrite = useCanWrite();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-end gap-3">
        <Select
          label={texts.kind}
          value={form.kind}
          options={kindOptions}
          onChange={(kind) => onChange({ kind })}
          className="w-36"
        />
        {form.kind === 'comparison' && (
          <SegmentedControl
            label={texts.compare}
            value={form.compared}
            options={comparedOptions}
            onChange={(compared) => onChange({ compared })}
          />
        )}
      </div>
      {subjectKind !== undefined && (
        <SubjectPicker
          key={subjectKind}
          kind={subjectKind}
          max={form.kind === 'comparison' ? maxComparedSubjects : 1}
          names={form.names[subjectKind]}
          onChange={(names) => onChange({ names: withNames(form, subjectKind, names) })}
        />
      )}
      <div className="flex items-start gap-3">
        <Select
          label={texts.period}
          value={form.days}
          options={periodOptions}
          onChange={(days) => onChange({ days })}
          className="w-36"
        />
        {hasDate && (
          <TextField
            label={texts.asOf}
            note={texts.asOfNote}
            type="date"
            max={dayText(Date.now())}
            value={form.asOf}
            onChange={({ target }) => onChange({ asOf: target.value })}
            className="w-40"
          />
        )}
      </div>
      <Switch
        label={texts.model}
        note={canWrite === false ? texts.noModel : texts.modelNote}
        checked={form.withModel && canWrite !== false}
        disabled={canWrite === false}
        onChange={(withModel) => onChange({ withModel })}
      />
    </div>
  );
}

function withNames(
  { names }: ReportForm,
  kind: SubjectKind,
  chosen: readonly string[],
): ReportForm['names'] {
  return { ...names, [kind]: chosen };
}

/** Whether the model in use can follow instructions; undefined until that is known. */
function useCanWrite(): boolean | undefined {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.models.list.queryOptions());
  if (data === undefined) return undefined;
  return data.models.some(
    ({ task, state, inUse, base }) =>
      task === 'generate' && state === 'installed' && inUse && base !== true,
  );
}
