import type {
  ReportKind,
  ReportRequest,
  ReportSubject,
  SubjectKind,
} from '../../../../contract/index.ts';

export const reportPeriods = ['7', '28', '90', '365'] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** What a person has put into the form. */
export interface ReportForm {
  kind: ReportKind;
  /** Of what is compared; of the other kinds it is theirs. */
  compared: SubjectKind;
  /** By the kind of subject, so that going back and forth loses nothing. */
  names: Readonly<Record<SubjectKind, readonly string[]>>;
  days: ReportPeriod;
  /** A day, `YYYY-MM-DD`; empty: now. */
  asOf: string;
  withModel: boolean;
}

export const emptyForm: ReportForm = {
  kind: 'weekly',
  compared: 'topic',
  names: { topic: [], channel: [], product: [] },
  days: '7',
  asOf: '',
  withModel: true,
};

/** The kind of subject that the form asks for; undefined where it asks for none. */
export function subjectKindOf({ kind, compared }: ReportForm): SubjectKind | undefined {
  if (kind === 'weekly') return undefined;
  return kind === 'comparison' ? compared : kind;
}

/** What is asked of the host; undefined while something is missing. */
export function requestOf(form: ReportForm): ReportRequest | undefined {
  const { kind, names, days, asOf, withModel } = form;
  const subjectKind = subjectKindOf(form);
  const chosen = subjectKind === undefined ? [] : names[subjectKind];
  const wanted = kind === 'comparison' ? chosen : chosen.slice(0, 1);
  const least = kind === 'comparison' ? 2 : subjectKind === undefined ? 0 : 1;
  if (wanted.length < least) return undefined;
  const asOfMs = endOfDay(asOf);
  return {
    ...{ kind, windowDays: Number(days), withModel },
    subjects: subjectKind === undefined ? [] : wanted.map((name) => ({ kind: subjectKind, name })),
    ...(asOfMs !== undefined && { asOfMs }),
  };
}

/** The form for a report on something, over four weeks. */
export function formOn(subject: ReportSubject): ReportForm {
  const { kind, name } = subject;
  return { ...emptyForm, kind, days: '28', names: { ...emptyForm.names, [kind]: [name] } };
}

/** The form that makes a request. */
export function formOf({ kind, subjects, windowDays, withModel }: ReportRequest): ReportForm {
  const [first] = subjects;
  const days = reportPeriods.find((period) => Number(period) === windowDays) ?? emptyForm.days;
  if (first === undefined) return { ...emptyForm, kind, days, withModel };
  return {
    ...{ ...emptyForm, kind, days, withModel, compared: first.kind },
    names: { ...emptyForm.names, [first.kind]: subjects.map(({ name }) => name) },
  };
}

/** The end of a local day. */
function endOfDay(day: string): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return undefined;
  return new Date(Number(year), Number(month) - 1, Number(date) + 1).getTime() - 1;
}
