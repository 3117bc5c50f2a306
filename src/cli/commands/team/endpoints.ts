import { InvalidArgumentError, Option } from 'commander';
import {
  type Endpoint,
  type EndpointFields,
  endpointFieldsSchema,
  endpointIdSchema,
  endpointRoleSchema,
  sentToRole,
} from '../../../contract/index.ts';
import { AppError } from '../../../core/base/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { addComparing } from '../../comparing/addComparing.ts';
import { addRequestSets } from '../../comparing/addRequestSets.ts';
import { addSwitching } from '../../comparing/addSwitching.ts';
import { commonMessages } from '../../messages/common.ts';
import { teamMessages } from '../../messages/team.ts';
import { readPemFile } from '../../options/readPemFile.ts';
import { readSecret } from '../../options/readSecret.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { exitCodes, printJson, printLine, safeText } from '../../output.ts';
import { type Client, withSession } from '../../session.ts';

interface FieldOptions {
  name?: string;
  role?: EndpointFields['role'];
  url?: string;
  model?: string;
  priority?: number;
  concurrency?: number;
  proxy?: string;
  ca?: string;
  systemCa?: boolean;
  inputPrice?: number;
  outputPrice?: number;
  on?: boolean;
  off?: boolean;
  key?: boolean;
  keyFromEnv?: string;
}

/** `endpoints list|add|set|check|approve|remove`: the team's servers. */
export const addEndpointCommands: AddCommands = (program, globals, setExitCode) => {
  const endpoints = program.command('endpoints').description(teamMessages.endpoints.endpoints);
  const withFields = (command: ReturnType<typeof endpoints.command>) =>
    command
      .option('--model <name>', teamMessages.endpoints.model)
      .option('--priority <n>', teamMessages.endpoints.priority, wholeNumber)
      .option('--concurrency <n>', teamMessages.endpoints.concurrency, wholeNumber)
      .option('--proxy <url>', teamMessages.endpoints.proxy)
      .option('--ca <file>', commonMessages.caFile)
      .option('--system-ca', teamMessages.endpoints.systemCa)
      .option('--input-price <n>', teamMessages.endpoints.inputPrice, price)
      .option('--output-price <n>', teamMessages.endpoints.outputPrice, price)
      .option('--key', teamMessages.endpoints.keyFromInput)
      .option('--key-from-env <name>', teamMessages.endpoints.keyFromVariable);
  const role = new Option('--role <role>', teamMessages.endpoints.role).choices(
    endpointRoleSchema.options,
  );
  endpoints
    .command('list', { isDefault: true })
    .description(teamMessages.endpoints.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.endpoints.list();
        if (json) return printJson(result);
        if (result.endpoints.length === 0) {
          return printLine(teamMessages.endpoints.none);
        }
        for (const endpoint of result.endpoints) print(endpoint);
      }),
    );
  withFields(endpoints.command('add'))
    .description(teamMessages.endpoints.add)
    .requiredOption('--name <name>', teamMessages.endpoints.name)
    .requiredOption('--url <url>', teamMessages.endpoints.url)
    .addOption(role.makeOptionMandatory())
    .action((options: FieldOptions) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const fields = endpointFieldsSchema.safeParse(await fieldsOf(options));
        if (!fields.success) throw invalid(fields.error.issues[0]);
        const key = await readKey(options);
        const added = await client.endpoints.add(
          { ...fields.data, ...(key !== undefined && { key }) },
          { signal },
        );
        report(added, json);
        if (key !== undefined && !json) await warnOfLostKey(client, added);
      }),
    );
  withFields(endpoints.command('set'))
    .description(teamMessages.endpoints.change)
    .argument('<id>')
    .option('--name <name>', teamMessages.endpoints.name)
    .option('--url <url>', teamMessages.endpoints.newUrl)
    .option('--on', teamMessages.endpoints.enable)
    .option('--off', teamMessages.endpoints.disable)
    .action((id: string, options: FieldOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const key = await readKey(options);
        const changed = await client.endpoints.change({
          id: endpointIdSchema.parse(id),
          fields: await fieldsOf(options),
          ...(key !== undefined && { key }),
        });
        if (json) return printJson(changed);
        print(changed);
        if (key !== undefined) await warnOfLostKey(client, changed);
      }),
    );
  endpoints
    .command('check')
    .description(teamMessages.endpoints.check)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const checked = await client.endpoints.check(
          { id: endpointIdSchema.parse(id) },
          { signal },
        );
        report(checked, json);
      }),
    );
  endpoints
    .command('approve')
    .description(teamMessages.endpoints.approve)
    .argument('<id>')
    .option('--off', teamMessages.endpoints.withdraw)
    .action((id: string, { off = false }: { off?: boolean }) =>
      withSession(globals(), async ({ client, json }) => {
        const input = { id: endpointIdSchema.parse(id), approved: !off };
        const endpoint = await client.endpoints.approve(input);
        if (json) return printJson(endpoint);
        const { host } = new URL(endpoint.url);
        printLine(
          off
            ? teamMessages.endpoints.withdrawn(host)
            : teamMessages.endpoints.approved(host, sentToRole[endpoint.role]),
        );
      }),
    );
  endpoints
    .command('remove')
    .description(teamMessages.endpoints.remove)
    .argument('<id>')
    .action((id: string) =>
      withSession(globals(), async ({ client, json }) => {
        const result = await client.endpoints.remove({ id: endpointIdSchema.parse(id) });
        if (json) printJson(result);
        else printLine(result.removed ? commonMessages.removed : commonMessages.nothingRemoved);
      }),
    );
  addRequestSets(endpoints, globals);
  addComparing(endpoints, globals, setExitCode);
  addSwitching(endpoints, globals);

  function report(endpoint: Endpoint, json: boolean): void {
    if (json) printJson(endpoint);
    else print(endpoint);
    const { state } = endpoint.contract ?? {};
    if (state === 'unfit' || state === 'unreachable') setExitCode(exitCodes.failed);
  }
};

async function fieldsOf(options: FieldOptions): Promise<Partial<EndpointFields>> {
  const { name, role, url, model, priority, concurrency, proxy, on, off } = options;
  const { ca, systemCa, inputPrice, outputPrice } = options;
  return {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(url !== undefined && { url }),
    ...(model !== undefined && { model }),
    ...(priority !== undefined && { priority }),
    ...(concurrency !== undefined && { maxConcurrency: concurrency }),
    ...(proxy !== undefined && { proxyUrl: proxy }),
    ...(ca !== undefined && { caPem: await readPemFile(ca) }),
    ...(systemCa === true && { caPem: '' }),
    ...(inputPrice !== undefined && { inputPrice }),
    ...(outputPrice !== undefined && { outputPrice }),
    ...((on === true || off === true) && { enabled: off !== true }),
  };
}

function price(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError(teamMessages.endpoints.priceRange);
  }
  return value;
}

/** Where the system has no keychain, a key lasts as long as this command. */
async function warnOfLostKey(client: Client, { id, url }: Endpoint): Promise<void> {
  if ((await client.endpoints.list()).keysPersist) return;
  printLine(teamMessages.endpoints.noKeychain);
  const { origin } = new URL(url);
  printLine(teamMessages.endpoints.setVariable(id.replaceAll('-', '_').toUpperCase(), origin));
}

function readKey({ key, keyFromEnv }: FieldOptions): Promise<string | undefined> {
  return readSecret({ fromInput: key, fromEnv: keyFromEnv });
}

function print(endpoint: Endpoint): void {
  const { id, name, role, url, contract, enabled, approvedAtMs, hasKey } = endpoint;
  const state = enabled ? (contract?.state ?? teamMessages.endpoints.notChecked) : 'off';
  printLine(`${id}  ${state.padEnd(11)} ${role.padEnd(13)} ${safeText(name)}  ${safeText(url)}`);
  const models = contract?.models.slice(0, 3).map(safeText).join(', ');
  const notes = [
    ...(models === undefined || models === '' ? [] : [teamMessages.endpoints.serves(models)]),
    ...(hasKey ? [teamMessages.endpoints.hasKey] : []),
    ...(approvedAtMs === undefined ? [teamMessages.endpoints.notApproved] : []),
  ];
  if (notes.length > 0) printLine(`    ${notes.join('; ')}`);
  if (contract?.error !== undefined) {
    printLine(`    ${safeText(contract.error.message)} ${contract.error.hint}`);
  }
  for (const { capability, works, words } of contract?.capabilities ?? []) {
    if (!works) printLine(`    ${capability}: ${safeText(words)}`);
  }
}

function invalid(issue: { path: PropertyKey[]; message: string } | undefined): AppError {
  return new AppError('usage.invalid', `${issue?.path.join('.')}: ${issue?.message}`);
}
