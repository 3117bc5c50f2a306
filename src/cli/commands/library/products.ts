import { Argument, InvalidArgumentError, Option } from 'commander';
import {
  type MentionKind,
  type MentionSource,
  mentionKindSchema,
  mentionSourceSchema,
  type Product,
  type ProductMention,
  type ProductProof,
  type ProofPartId,
  proofPartIdSchema,
} from '../../../contract/index.ts';
import { AppError } from '../../../core/base/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { productMessages as texts } from '../../messages/products.ts';
import { type VideoPlace, videoPlace } from '../../options/videoPlace.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { formatTime, printJson, printLine, safeText } from '../../output.ts';
import { type Session, withSession } from '../../session.ts';

interface Fields {
  name?: string;
  brand?: string;
  category?: string;
  alias?: string[];
}

const judgements = ['right', 'wrong', 'unknown'] as const;
type Judgement = (typeof judgements)[number];

interface JudgeOptions {
  kind?: MentionKind;
  in: MentionSource;
}

const together = (value: string, before: string[] = []): string[] => [...before, value];

/** `products [list]|add|edit|show|judge|merge|remove`. */
export const addProductCommands: AddCommands = (program, globals) => {
  const products = program.command('products').description(texts.products);
  const described = (name: string, description: string) =>
    products
      .command(name)
      .description(description)
      .option('--brand <name>', texts.brand)
      .option('--category <name>', texts.category)
      .option('--alias <name>', texts.alias, together);
  products
    .command('list', { isDefault: true })
    .description(texts.list)
    .action(() =>
      withSession(globals(), async ({ client, json }) => {
        const found = await client.products.list({});
        if (json) return printJson(found);
        if (found.products.length === 0) printLine(texts.none);
        for (const product of found.products) printProduct(product);
      }),
    );
  described('add', texts.add)
    .argument('<name>', texts.name)
    .action((name: string, { alias = [], ...fields }: Fields) =>
      withSession(globals(), async ({ client, json }) =>
        print(await client.products.add({ ...fields, name, aliases: alias }), json),
      ),
    );
  described('edit', texts.edit)
    .argument('<product>', texts.product)
    .option('--name <name>', texts.newName)
    .action((wanted: string, { alias, ...fields }: Fields) =>
      withSession(globals(), async ({ client, json }) => {
        const { id, videos: _, ...before } = await resolve(client, wanted);
        const changed = { ...before, ...fields, aliases: alias ?? before.aliases };
        print(await client.products.edit({ ...changed, productId: id }), json);
      }),
    );
  products
    .command('remove')
    .description(texts.remove)
    .argument('<product>', texts.product)
    .action((wanted: string) =>
      withSession(globals(), async ({ client, json }) => {
        const { id } = await resolve(client, wanted);
        const removed = await client.products.remove({ productId: id });
        if (json) printJson(removed);
        else printLine(texts.removed(safeText(removed.name)));
      }),
    );
  products
    .command('merge')
    .description(texts.merge)
    .argument('<product>', texts.product)
    .argument('<into>', texts.into)
    .action((wanted: string, into: string) =>
      withSession(globals(), async ({ client, json }) => {
        const [from, to] = [await resolve(client, wanted), await resolve(client, into)];
        print(await client.products.merge({ productId: from.id, intoId: to.id }), json);
      }),
    );
  products
    .command('show')
    .description(texts.show)
    .argument('<product>', texts.product)
    .option('--weight <part=n>', texts.weight, weightOf, {})
    .option('--limit <n>', texts.limit, wholeNumber, 20)
    .action((wanted: string, options: { weight: Weights; limit: number }) =>
      withSession(globals(), async ({ client, json, signal }) => {
        const { id } = await resolve(client, wanted);
        const input = { productId: id, weights: options.weight };
        const proof = await client.products.prove(input, { signal });
        if (json) printJson(proof);
        else printProof(proof, options.limit);
      }),
    );
  products
    .command('judge')
    .description(texts.judge)
    .argument('<product>', texts.product)
    .argument('<video@seconds>', texts.at, momentOf)
    .addArgument(new Argument('<judgement>', texts.judgement).choices(judgements))
    .addOption(new Option('--kind <kind>', texts.kind).choices(mentionKindSchema.options))
    .addOption(
      new Option('--in <source>', texts.source)
        .choices(mentionSourceSchema.options)
        .default('speech'),
    )
    .action((wanted: string, place: VideoPlace, said: Judgement, options: JudgeOptions) =>
      withSession(globals(), async ({ client, json }) => {
        const { id } = await resolve(client, wanted);
        await client.products.judge({
          ...{ productId: id, ...place, source: options.in },
          ...(said !== 'unknown' && { judged: said }),
          ...(options.kind !== undefined && { kind: options.kind }),
        });
        if (json) printJson({});
        else printLine(texts.judged);
      }),
    );
};

/** By its number, or by its name without regard to case. */
async function resolve(client: Session['client'], wanted: string): Promise<Product> {
  const { products } = await client.products.list({});
  const found = products.find(
    ({ id, name }) => `${id}` === wanted || name.toLowerCase() === wanted.toLowerCase(),
  );
  if (found === undefined) throw new AppError('product.notFound', texts.unknown(wanted));
  return found;
}

type Weights = Partial<Record<ProofPartId, number>>;

function weightOf(given: string, before: Weights): Weights {
  const [name = '', weight = ''] = given.split('=');
  const part = proofPartIdSchema.safeParse(name).data;
  if (part === undefined || !/^\d+([.]\d+)?$/.test(weight)) {
    throw new InvalidArgumentError(texts.expectedWeight);
  }
  return { ...before, [part]: Number(weight) };
}

function momentOf(given: string): VideoPlace {
  const place = videoPlace(given);
  if (place === undefined || place.endMs !== undefined) {
    throw new InvalidArgumentError(texts.expectedPlace);
  }
  return place;
}

function print(product: Product, json: boolean): void {
  if (json) printJson(product);
  else printProduct(product);
}

function printProduct({ id, name, brand, videos }: Product): void {
  const maker = brand === undefined ? undefined : safeText(brand);
  printLine(texts.row(id, safeText(name), maker, videos));
}

const fewVideos = 5;

function printProof(proof: ProductProof, limit: number): void {
  const { product, score, videos, parts, channels, disclosedVideos, mentions } = proof;
  printProduct(product);
  if (score === undefined) {
    printLine(texts.noScore);
    return;
  }
  printLine(texts.score(score.value, score.low, score.high, videos));
  if (videos < fewVideos) printLine(texts.few);
  for (const part of parts) printLine(texts.part(part, texts.parts[part.id]));
  printLine(texts.of(channels, disclosedVideos));
  for (const mention of mentions.slice(0, limit)) printMention(mention);
  if (mentions.length > limit) printLine(texts.cut);
}

function printMention(mention: ProductMention): void {
  const { videoId, startMs, title, kind, source, feedback, judged, quote } = mention;
  const facts = [kind, source, ...feedback, ...(judged === undefined ? [] : [judged])].join(', ');
  printLine(
    `${videoId}@${startMs / 1_000}  ${formatTime(startMs)}  ${safeText(title)}  (${facts})`,
  );
  printLine(`    “${safeText(quote)}”`);
}
