import {
  type Endpoint,
  type EndpointFields,
  type EndpointRole,
  endpointFieldsSchema,
} from '../../../../contract/index.ts';
import { teamServersMessages } from '../../../messages/team/teamServers.ts';

const textNames = [
  'name',
  'url',
  'model',
  'priority',
  'maxConcurrency',
  'inputPrice',
  'outputPrice',
  'proxyUrl',
  'caPem',
  'key',
] as const;
type TextName = (typeof textNames)[number];

/** What is typed: text, until it is read. The key is never shown again, so it begins empty. */
export type ServerForm = Record<TextName, string> & { role: EndpointRole };

export function formOf(server: Endpoint | undefined): ServerForm {
  return {
    name: server?.name ?? '',
    role: server?.role ?? 'chat',
    url: server?.url ?? '',
    model: server?.model ?? '',
    priority: `${server?.priority ?? 0}`,
    maxConcurrency: `${server?.maxConcurrency ?? 256}`,
    inputPrice: `${server?.inputPrice ?? 0}`,
    outputPrice: `${server?.outputPrice ?? 0}`,
    proxyUrl: server?.proxyUrl ?? '',
    caPem: server?.caPem ?? '',
    key: '',
  };
}

const problemMessages: Record<TextName, string> = {
  name: teamServersMessages.serverForm.name,
  url: teamServersMessages.serverForm.url,
  model: teamServersMessages.serverForm.model,
  priority: teamServersMessages.serverForm.priority,
  maxConcurrency: teamServersMessages.serverForm.concurrency,
  inputPrice: teamServersMessages.serverForm.price,
  outputPrice: teamServersMessages.serverForm.price,
  proxyUrl: teamServersMessages.serverForm.proxy,
  caPem: teamServersMessages.serverForm.certificate,
  key: teamServersMessages.serverForm.key,
};

/** The server's fields and its key, or what is wrong with which of them. */
export function readForm(
  form: ServerForm,
): { fields: EndpointFields; key: string } | { problems: Partial<Record<TextName, string>> } {
  const { key, ...typed } = form;
  const parsed = endpointFieldsSchema.safeParse({
    ...typed,
    url: typed.url.trim(),
    proxyUrl: typed.proxyUrl.trim(),
    priority: numberOf(typed.priority),
    maxConcurrency: numberOf(typed.maxConcurrency),
    inputPrice: numberOf(typed.inputPrice),
    outputPrice: numberOf(typed.outputPrice),
  });
  const problems: Partial<Record<TextName, string>> = {};
  if (key.length > 4_000) problems.key = problemMessages.key;
  if (parsed.success && problems.key === undefined) return { fields: parsed.data, key: key.trim() };
  for (const { path } of parsed.error?.issues ?? []) {
    const name = textNames.find((each) => each === path[0]);
    if (name !== undefined) problems[name] = problemMessages[name];
  }
  return { problems };
}

function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
