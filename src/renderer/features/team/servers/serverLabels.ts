import type {
  Capability,
  ContractReport,
  Endpoint,
  EndpointRole,
} from '../../../../contract/index.ts';
import { hintOf } from '../../../client/formats/formatError.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const roles: readonly { value: EndpointRole; label: string }[] = [
  { value: 'chat', label: teamServersMessages.serverLabels.chat },
  { value: 'vision', label: teamServersMessages.serverLabels.vision },
  { value: 'embedding', label: teamServersMessages.serverLabels.embeddings },
  { value: 'transcription', label: teamServersMessages.serverLabels.transcription },
  { value: 'rerank', label: teamServersMessages.serverLabels.reranking },
];

export function roleLabel(role: EndpointRole): string {
  return roles.find(({ value }) => value === role)?.label ?? role;
}

export const capabilityLabels: Record<Capability, string> = {
  chat: teamServersMessages.serverLabels.chatCapability,
  completions: teamServersMessages.serverLabels.completions,
  structuredOutput: teamServersMessages.serverLabels.structuredOutput,
  logprobs: teamServersMessages.serverLabels.logprobs,
  priority: teamServersMessages.serverLabels.priority,
  images: teamServersMessages.serverLabels.images,
  videos: teamServersMessages.serverLabels.videos,
  embeddings: teamServersMessages.serverLabels.embeddingsCapability,
  transcription: teamServersMessages.serverLabels.transcriptionCapability,
  wordTimestamps: teamServersMessages.serverLabels.wordTimestamps,
  rerank: teamServersMessages.serverLabels.rerank,
};

const contractStates: Record<ContractReport['state'], { label: string; tone: BadgeTone }> = {
  ready: { label: teamServersMessages.serverLabels.ready, tone: 'good' },
  limited: { label: teamServersMessages.serverLabels.limited, tone: 'caution' },
  unfit: { label: teamServersMessages.serverLabels.unfit, tone: 'bad' },
  unreachable: { label: teamServersMessages.serverLabels.unreachable, tone: 'bad' },
};

/** How a server stands, in one or two words. */
export function statusBadge({ enabled, contract }: Endpoint): { label: string; tone: BadgeTone } {
  if (!enabled) return { label: teamServersMessages.serverLabels.off, tone: 'neutral' };
  if (contract === undefined)
    return { label: teamServersMessages.serverLabels.notChecked, tone: 'neutral' };
  return contractStates[contract.state];
}

/** What its last check found missing and what that turns off, a sentence each. */
export function missingLabels({ contract }: Endpoint): string[] {
  if (contract === undefined) return [];
  if (contract.error !== undefined) {
    const { code, message } = contract.error;
    return [teamServersMessages.serverLabels.problem(message, hintOf(code))];
  }
  return contract.capabilities.flatMap(({ works, words }) => (works ? [] : [words]));
}

/** The model, and what the server told of itself. */
export function factsOf({ model, contract, maxConcurrency }: Endpoint): string {
  const named = model === '' ? contract?.models[0] : model;
  const facts = [
    named,
    contract?.serverVersion !== undefined &&
      teamServersMessages.serverLabels.version(contract.serverVersion),
    contract?.maxTokens !== undefined &&
      teamServersMessages.serverLabels.tokens(contract.maxTokens),
    contract?.dimensions !== undefined &&
      teamServersMessages.serverLabels.dimensions(contract.dimensions),
    contract?.latencyMs !== undefined &&
      teamServersMessages.serverLabels.latency(Math.round(contract.latencyMs)),
    teamServersMessages.serverLabels.concurrency(maxConcurrency),
  ];
  return facts.filter((fact) => fact !== undefined && fact !== false && fact !== '').join(' · ');
}

/** How the team's servers stand, in one sentence. */
export function serversHeadline(endpoints: readonly Endpoint[]): string {
  if (endpoints.length === 0) return teamServersMessages.serverLabels.none;
  const usable = endpoints.filter(
    ({ enabled, contract }) =>
      enabled && (contract?.state === 'ready' || contract?.state === 'limited'),
  );
  const approved = usable.filter(({ approvedAtMs }) => approvedAtMs !== undefined);
  const count = teamServersMessages.serverLabels.servers(endpoints.length);
  if (usable.length === 0) return teamServersMessages.serverLabels.noneUsable(count);
  const may =
    approved.length === usable.length
      ? ''
      : teamServersMessages.serverLabels.approved(approved.length);
  return teamServersMessages.serverLabels.usable(usable.length, count, may);
}
