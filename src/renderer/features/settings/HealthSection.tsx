import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CircleX } from 'lucide-react';
import type { DoctorCheck } from '../../../contract/index.ts';
import { useApi } from '../../client/api.ts';
import { settingsMessages } from '../../messages/work/settings.ts';
import { ErrorLine, Skeleton } from '../../ui/StateViews.tsx';
import { Row, Section } from './Section.tsx';

const states: Record<DoctorCheck['state'], { icon: React.JSX.Element; label: string }> = {
  ok: {
    icon: <CircleCheck size={15} className="text-good" />,
    label: settingsMessages.healthSection.ok,
  },
  warning: {
    icon: <CircleAlert size={15} className="text-caution" />,
    label: settingsMessages.healthSection.warning,
  },
  missing: {
    icon: <CircleX size={15} className="text-bad" />,
    label: settingsMessages.healthSection.missing,
  },
};

/** What is installed and what is missing. */
export function HealthSection({ version }: { version: string }): React.JSX.Element {
  const { procedures } = useApi();
  const { data, error } = useQuery(procedures.library.doctor.queryOptions());
  return (
    <Section title={settingsMessages.healthSection.version(version)}>
      {error !== null && (
        <Row>
          <ErrorLine error={error} />
        </Row>
      )}
      {error === null && data === undefined && (
        <Row>
          <Skeleton className="h-40" />
        </Row>
      )}
      {data?.checks.map((check) => (
        <Row key={check.name}>
          <div className="flex items-start gap-3">
            <span role="img" aria-label={states[check.state].label} className="mt-0.5">
              {states[check.state].icon}
            </span>
            <p className="w-36 shrink-0 text-body text-ink">{check.name}</p>
            <div className="min-w-0 text-small text-ink-2 [overflow-wrap:anywhere]">
              <p>{check.detail}</p>
              {check.advice !== undefined && <p className="text-ink-3">{check.advice}</p>}
            </div>
          </div>
        </Row>
      ))}
    </Section>
  );
}
