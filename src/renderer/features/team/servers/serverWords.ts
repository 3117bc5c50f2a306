import type {
  Capability,
  ContractReport,
  Endpoint,
  EndpointRole,
} from '../../../../contract/index.ts';
import { hintOf } from '../../../client/errorWords.ts';
import type { BadgeTone } from '../../../ui/Badge.tsx';

export const roles: readonly { value: EndpointRole; label: string }[] = [
  { value: 'chat', label: 'Chat' },
  { value: 'vision', label: 'Vision' },
  { value: 'embedding', label: 'Embeddings' },
  { value: 'transcription', label: 'Transcription' },
  { value: 'rerank', label: 'Reranking' },
];

export function roleWord(role: EndpointRole): string {
  return roles.find(({ value }) => value === role)?.label ?? role;
}

export const capabilityWords: Record<Capability, string> = {
  chat: 'Answers a chat',
  completions: 'Continues a text',
  structuredOutput: 'Holds to a JSON schema',
  logprobs: 'Tells probabilities',
  priority: 'Takes priorities',
  images: 'Sees pictures',
  videos: 'Sees clips',
  embeddings: 'Embeds texts',
  transcription: 'Writes speech down',
  wordTimestamps: 'Times each word',
  rerank: 'Orders passages',
};

const contractStates: Record<ContractReport['state'], { word: string; tone: BadgeTone }> = {
  ready: { word: 'Ready', tone: 'good' },
  limited: { word: 'Limited', tone: 'caution' },
  unfit: { word: 'Does not fit', tone: 'bad' },
  unreachable: { word: 'Not reached', tone: 'bad' },
};

/** How a server stands, in one or two words. */
export function standingOf({ enabled, contract }: Endpoint): { word: string; tone: BadgeTone } {
  if (!enabled) return { word: 'Off', tone: 'neutral' };
  if (contract === undefined) return { word: 'Not checked', tone: 'neutral' };
  return contractStates[contract.state];
}

/** What its last check found missing and what that turns off, a sentence each. */
export function missingWords({ contract }: Endpoint): string[] {
  if (contract === undefined) return [];
  if (contract.error !== undefined) {
    const { code, message } = contract.error;
    return [`${message.replace(/[.]?$/, '.')} ${hintOf(code)}`];
  }
  return contract.capabilities.flatMap(({ works, words }) => (works ? [] : [words]));
}

/** The model, and what the server told of itself. */
export function factsOf({ model, contract, maxConcurrency }: Endpoint): string {
  const named = model === '' ? contract?.models[0] : model;
  const facts = [
    named,
    contract?.serverVersion !== undefined && `version ${contract.serverVersion}`,
    contract?.maxTokens !== undefined && `${contract.maxTokens.toLocaleString('en')} tokens`,
    contract?.dimensions !== undefined && `${contract.dimensions} dimensions`,
    contract?.latencyMs !== undefined && `answers in ${Math.round(contract.latencyMs)} ms`,
    `up to ${maxConcurrency} at a time`,
  ];
  return facts.filter((fact) => fact !== undefined && fact !== false && fact !== '').join(' · ');
}

/** How the team's servers stand, in one sentence. */
export function serversHeadline(endpoints: readonly Endpoint[]): string {
  if (endpoints.length === 0) return 'This desk works alone.';
  const usable = endpoints.filter(
    ({ enabled, contract }) =>
      enabled && (contract?.state === 'ready' || contract?.state === 'limited'),
  );
  const approved = usable.filter(({ approvedAtMs }) => approvedAtMs !== undefined);
  const count = endpoints.length === 1 ? '1 server' : `${endpoints.length} servers`;
  if (usable.length === 0) return `${count}, none can be used now.`;
  const may = approved.length === usable.length ? '' : `, ${approved.length} may be sent texts`;
  return `${usable.length} of ${count} can be used${may}.`;
}
