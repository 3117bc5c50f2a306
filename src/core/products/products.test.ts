import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProductId } from '../../contract/index.ts';
import { chunk, openTestLibrary, type TestLibrary } from '../search/testing/searchLibrary.ts';
import { judgeMention } from './mentions/judgeMention.ts';
import { linkAllProducts, linkVideos } from './mentions/linkVideos.ts';
import {
  addProduct,
  editProduct,
  listProducts,
  mergeProducts,
  removeProduct,
} from './productRepository.ts';
import { proveProduct } from './proof/proveProduct.ts';

let opened: TestLibrary;
beforeEach(() => {
  opened = openTestLibrary();
});
afterEach(() => opened.close());

const dayMs = 86_400_000;
const asOfMs = Date.UTC(2026, 5, 15);

/** A video whose speech is these sentences, three seconds each. */
function speak(sentences: readonly string[], more: { title?: string; daysAgo?: number } = {}) {
  const segments = sentences.map((text, at) => ({
    ...{ startMs: at * 3_000, endMs: at * 3_000 + 2_500, text, words: [] },
  }));
  return opened.add({
    ...{ title: more.title ?? 'A clip', publishedAtMs: asOfMs - (more.daysAgo ?? 1) * dayMs },
    segments,
    chunks: [chunk(sentences.join(' '), { startMs: 0, endMs: sentences.length * 3_000 })],
  });
}

const prove = (productId: ProductId) => proveProduct(opened.library, { productId, asOfMs });

test('a product is found by its names, word for word, at the sentence that names it', () => {
  const used = speak(['Hello again.', 'I use the Instant Pots every day.', 'I love it.']);
  speak(['An instant later the pot boiled over.']);
  speak(['Nothing. #myinstantpot']);
  const tagged = speak(['Nothing. #InstantPotRecipes'], { daysAgo: 50 });
  const other = speak(['Cooked in the InstaPot.'], { daysAgo: 40 });
  const { library } = opened;
  const { id } = addProduct(library, {
    name: 'Instant Pot',
    brand: 'Instant',
    aliases: ['instapot'],
  });
  expect(prove(id).mentions).toMatchObject([
    {
      ...{ videoId: used, startMs: 3_000, endMs: 5_500, source: 'speech', kind: 'used' },
      quote: 'I use the Instant Pots every day.',
    },
    { videoId: other, startMs: 0, kind: 'used' },
    { videoId: tagged, kind: 'named', quote: '#InstantPotRecipes' },
  ]);
});

test('parts are shares with their n and interval, the score their weighted mean', () => {
  speak(['I use the Lentilator and it is amazing.'], { daysAgo: 1 });
  speak(['The Lentilator broke after a week.'], { daysAgo: 8 });
  speak(['My Lentilator is not worth it. #ad'], { daysAgo: 9 });
  speak(['There is also a Lentilator.'], { daysAgo: 100 });
  const { id } = addProduct(opened.library, { name: 'Lentilator', aliases: [] });
  const proof = prove(id);
  const part = (wanted: string) => proof.parts.find((each) => each.id === wanted);
  expect(proof).toMatchObject({ videos: 4, disclosedVideos: 1, isCut: false });
  expect(part('usage')).toMatchObject({ part: 1, n: 4, share: { value: 0.25 } });
  expect(part('weeks')).toMatchObject({ part: 2, n: 12 });
  expect(part('freshness')).toMatchObject({ part: 3, n: 4 });
  expect(part('praise')).toMatchObject({ part: 1, n: 3 });
  expect(part('velocity')).toEqual({ id: 'velocity', part: 0, n: 0, weight: 2 });
  expect(proof.feedback).toEqual([
    { kind: 'praise', mentions: 1 },
    { kind: 'complaint', mentions: 1 },
    { kind: 'bug', mentions: 1 },
  ]);
  const expected = (3 * 0.25 + 2 * (2 / 12) + 0.75 + 2 / 3) / 8;
  expect(proof.score?.value).toBeCloseTo(expected);
  expect(proof.score?.low).toBeLessThan(expected);
  const usageAlone = { usage: 1, weeks: 0, velocity: 0, freshness: 0, praise: 0 };
  const weighed = proveProduct(opened.library, { productId: id, asOfMs, weights: usageAlone });
  expect(weighed.score?.value).toBeCloseTo(0.25);
});

test('what a person judged wrong does not count, and comes back when it is taken back', async () => {
  const { library } = opened;
  const videoId = speak(['Apple pie is the best.']);
  const product = addProduct(library, { name: 'Apple', aliases: [] });
  await linkVideos(library, product.id);
  expect(listProducts(library)).toMatchObject([{ name: 'Apple', videos: 1 }]);
  const place = { productId: product.id, videoId, source: 'speech', startMs: 0 } as const;
  await judgeMention(library, { ...place, judged: 'wrong' });
  expect(prove(product.id)).toMatchObject({ videos: 0, mentions: [{ judged: 'wrong' }] });
  expect(listProducts(library)).toMatchObject([{ videos: 0 }]);
  await judgeMention(library, { ...place, judged: 'right', kind: 'shown' });
  expect(prove(product.id).mentions).toMatchObject([{ judged: 'right', kind: 'shown' }]);
  await judgeMention(library, place);
  expect(prove(product.id).mentions[0]).not.toHaveProperty('judged');
});

test('new videos join the products that a person described; those of records stay', async () => {
  const { library } = opened;
  const signal = new AbortController().signal;
  const { id } = addProduct(library, { name: 'Lentilator', aliases: [] });
  library.db.$client.exec("INSERT INTO products (name) VALUES ('of a record')");
  const first = speak(['My Lentilator.']);
  library.db.$client
    .prepare('INSERT INTO video_products (video_id, product_id) VALUES (?, 2)')
    .run(first);
  await linkAllProducts(library, signal);
  speak(['Two Lentilators.']);
  await linkAllProducts(library, signal);
  expect(listProducts(library)).toMatchObject([
    { id, videos: 2 },
    { name: 'of a record', videos: 1 },
  ]);
});

test('two products become one with the names and videos of both; names are given once', async () => {
  const { library } = opened;
  speak(['The Lentilator.']);
  speak(['The pulse machine.']);
  const one = addProduct(library, { name: 'Lentilator', aliases: ['lentil robot'] });
  const other = addProduct(library, { name: 'Pulse machine', brand: 'Dal', aliases: [] });
  expect(() => addProduct(library, { name: 'lentilator', aliases: [] })).toThrow(
    'There is a product',
  );
  expect(() => editProduct(library, other.id, { name: 'LENTILATOR', aliases: [] })).toThrow();
  const merged = mergeProducts(library, other.id, one.id);
  expect(merged).toMatchObject({ brand: 'Dal', aliases: ['lentil robot', 'Pulse machine'] });
  await linkVideos(library, one.id);
  expect(listProducts(library)).toMatchObject([{ id: one.id, videos: 2 }]);
  expect(() => prove(other.id)).toThrow('not found');
  removeProduct(library, one.id);
  expect(listProducts(library)).toEqual([]);
});

test('hostile names are only names', () => {
  speak(['Nothing to see here.']);
  for (const name of ['" OR 1', 'NEAR(a b)', 'a* -b', '…', 'x"y', '^title:z']) {
    const { id } = addProduct(opened.library, { name, aliases: [] });
    expect(prove(id).mentions).toEqual([]);
  }
});
