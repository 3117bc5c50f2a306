import type {
  Capability,
  ContractReport,
  Endpoint,
  EndpointRole,
} from '../../../../contract/index.ts';
import { hintOf } from '../../../client/errorWords.ts';
import { teamServersMessages } from '../../../messages/teamServers.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const roles: readonly { value: EndpointRole; label: string }[] = [
  { value: 'chat', label: teamServersMessages.serverWords.chat },
  { value: 'vision', label: teamServersMessages.serverWords.vision },
  { value: 'embedding', label: teamServersMessages.serverWords.embeddings },
  { value: 'transcription', label: teamServersMessages.serverWords.transcription },
  { value: 'rerank', label: teamServersMessages.serverWords.reranking },
];

export function roleWord(role: EndpointRole): string {
  return roles.find(({ value }) => value === role)?.label ?? role;
}

export const capabilityWords: Record<Capability, string> = {
  chat: teamServersMessages.serverWords.chatCapability,
  completions: teamServersMessages.serverWords.completions,
  structuredOutput: teamServersMessages.serverWords.structuredOutput,
  logprobs: teamServersMessages.serverWords.logprobs,
  priority: teamServersMessages.serverWords.priority,
  images: teamServersMessages.serverWords.images,
  videos: teamServersMessages.serverWords.videos,
  embeddings: teamServersMessages.serverWords.embeddingsCapability,
  transcription: teamServersMessages.serverWords.transcriptionCapability,
  wordTimestamps: teamServersMessages.serverWords.wordTimestamps,
  rerank: teamServersMessages.serverWords.rerank,
};

const contractStates: Record<ContractReport['state'], { word: string; tone: BadgeTone }> = {
  ready: { word: teamServersMessages.serverWords.ready, tone: 'good' },
  limited: { word: teamServersMessages.serverWords.limited, tone: 'caution' },
  unfit: { word: teamServersMessages.serverWords.unfit, tone: 'bad' },
  unreachable: { word: teamServersMessages.serverWords.unreachable, tone: 'bad' },
};

/** How a server stands, in one or two words. */
export function standingOf({ enabled, contract }: Endpoint): { word: string; tone: BadgeTone } {
  if (!enabled) return { word: teamServersMessages.serverWords.off, tone: 'neutral' };
  if (contract === undefined)
    return { word: teamServersMessages.serverWords.notChecked, tone: 'neutral' };
  return contractStates[contract.state];
}

/** What its last check found missing and what that turns off, a sentence each. */
export function missingWords({ contract }: Endpoint): string[] {
  if (contract === undefined) return [];
  if (contract.error !== undefined) {
    const { code, message } = contract.error;
    return [teamServersMessages.serverWords.problem(message, hintOf(code))];
  }
  return contract.capabilities.flatMap(({ works, words }) => (works ? [] : [words]));
}

/** The model, and what the server told of itself. */
export function factsOf({ model, contract, maxConcurrency }: Endpoint): string {
  const named = model === '' ? contract?.models[0] : model;
  const facts = [
    named,
    contract?.serverVersion !== undefined &&
      teamServersMessages.serverWords.version(contract.serverVersion),
    contract?.maxTokens !== undefined && teamServersMessages.serverWords.tokens(contract.maxTokens),
    contract?.dimensions !== undefined &&
      teamServersMessages.serverWords.dimensions(contract.dimensions),
    contract?.latencyMs !== undefined &&
      teamServersMessages.serverWords.latency(Math.round(contract.latencyMs)),
    teamServersMessages.serverWords.concurrency(maxConcurrency),
  ];
  return facts.filter((fact) => fact !== undefined && fact !== false && fact !== '').join(' · ');
}

/** How the team's servers stand, in one sentence. */
export function serversHeadline(endpoints: readonly Endpoint[]): string {
  if (endpoints.length === 0) return teamServersMessages.serverWords.none;
  const usable = endpoints.filter(
    ({ enabled, contract }) =>
      enabled && (contract?.state === 'ready' || contract?.state === 'limited'),
  );
  const approved = usable.filter(({ approvedAtMs }) => approvedAtMs !== undefined);
  const count = teamServersMessages.serverWords.servers(endpoints.length);
  if (usable.length === 0) return teamServersMessages.serverWords.noneUsable(count);
  const may =
    approved.length === usable.length
      ? ''
      : teamServersMessages.serverWords.approved(approved.length);
  return teamServersMessages.serverWords.usable(usable.length, count, may);
}
