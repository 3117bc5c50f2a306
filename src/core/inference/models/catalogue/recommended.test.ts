import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelIdSchema } from '../../../../contract/index.ts';
import { createModelHub } from '../hub/createModelHub.ts';
import { publish } from '../testing/hubDouble.ts';
import { qwenMetadata, smallGguf } from '../testing/smallGguf.ts';
import { createStoreFixture, type StoreFixture } from '../testing/storeFixture.ts';
import { loadCatalogue } from './loadCatalogue.ts';
import { loadRecommended, type Recommended, recommendModels } from './recommended.ts';

const resources = fileURLToPath(new URL('../../../../../resources', import.meta.url));

test('the list that is shipped has models for each size of memory, and for CPUs', async () => {
  const { models, madeOn } = await loadRecommended(resources);
  expect(madeOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  const catalogue = await loadCatalogue(resources);
  const ids = models.flatMap((entry) => ('modelId' in entry ? [entry.modelId] : []));
  expect(ids.filter((id) => !catalogue.models.some((model) => model.id === id))).toEqual([]);
  const writing = models.filter((entry) =>
    'modelId' in entry
      ? catalogue.models.some(({ id, task }) => id === entry.modelId && task === 'generate')
      : entry.task === 'generate',
  );
  expect([...new Set(writing.map(({ memoryGib }) => memoryGib))]).toEqual([0, 4, 8, 16, 24]);
});

let fixture: StoreFixture;
beforeEach(async () => {
  fixture = await createStoreFixture();
});
afterEach(() => fixture.dispose());

test('each says whether it fits this computer, and whether it is here', async () => {
  const hubEntry = {
    ...{ name: 'Large', memoryGib: 24, note: 'For work.' },
    task: 'generate',
    ...{ repository: 'owner/large', path: 'large-Q4_K_M.gguf', sizeBytes: 18e9 },
    ...{ licence: 'Apache License 2.0', source: 'https://example.com/large' },
  } as const;
  const list: Recommended = {
    version: 1,
    madeOn: '2026-11-30',
    models: [
      { modelId: modelIdSchema.parse('tiny'), memoryGib: 0, note: 'For trying.' },
      hubEntry,
      { modelId: modelIdSchema.parse('withdrawn'), memoryGib: 0, note: 'Not in the catalogue.' },
    ],
  };
  const [tiny, large, ...none] = await recommendModels(list, fixture.store);
  expect(none).toEqual([]);
  expect(tiny).toMatchObject({
    ...{ name: 'Tiny', licence: 'Test Licence', fit: { state: 'good' } },
    model: { id: 'tiny', state: 'missing', inUse: false },
  });
  expect(large).toMatchObject({ fit: { state: 'no' }, hub: { repository: 'owner/large' } });
  expect(large).not.toHaveProperty('model');

  const bytes = await smallGguf(qwenMetadata);
  publish(fixture.hub, 'owner/large', { files: { 'large-Q4_K_M.gguf': bytes } });
  const hub = createModelHub({ host: fixture.host, store: fixture.store });
  const id = await hub.want('owner/large', 'large-Q4_K_M.gguf', { acceptLicences: true });
  expect((await recommendModels(list, fixture.store))[1]?.model).toEqual({
    ...{ id, state: 'missing', inUse: false },
  });
});
