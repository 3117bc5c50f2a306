import { expect, test } from 'vitest';
import { settings } from '../../db/schema/index.ts';
import { temporaryLibrary } from '../../db/testing/temporaryLibrary.ts';
import { getSettings, setSettings } from './settingsRepository.ts';

const defaults = {
  theme: 'system',
  storage: 'copy',
  offline: false,
  allowPrivateAddresses: false,
  cookiesFile: '',
  linkLimit: 50,
  observeBudget: 60,
  outlierDefinition: 'channel-median-same-age-v1',
  linkComments: 0,
  enginePoolTokens: 0,
  engineKvType: 'f16',
  draftsModel: '',
  embeddingModel: '',
  speechModel: '',
  seeingModel: '',
  embedPlace: 'local',
  draftsPlace: 'remote',
  transcribePlace: 'local',
  lookMinDifference: 6,
  playerKeys: {},
};

test('settings begin with their defaults, and keep what is changed', async () => {
  const { library, remove } = await temporaryLibrary();
  expect(getSettings(library)).toEqual(defaults);
  setSettings(library, { offline: true, theme: 'dark' });
  expect(setSettings(library, { theme: 'light' })).toEqual({
    ...defaults,
    offline: true,
    theme: 'light',
  });
  expect(getSettings(library)).toEqual({ ...defaults, offline: true, theme: 'light' });
  await remove();
});

test('a damaged value, and one of another version, reads as its default', async () => {
  const { library, remove } = await temporaryLibrary();
  setSettings(library, { linkLimit: 7 });
  library.db
    .insert(settings)
    .values([
      { key: 'theme', value: 'neon' },
      { key: 'fromTheFuture', value: { deep: true } },
    ])
    .run();
  expect(getSettings(library)).toEqual({ ...defaults, linkLimit: 7 });
  await remove();
});
