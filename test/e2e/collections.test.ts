import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../src/core/base/index.ts';
import { openLibrary } from '../../src/core/db/index.ts';
import { temporaryLibrary } from '../../src/core/db/testing/temporaryLibrary.ts';
import { editVideo, findVideoByHash, listCollections } from '../../src/core/library/index.ts';
import { setDeviceName } from '../../src/core/sync/index.ts';
import {
  addVideo,
  hashOf,
  openTwoDevices,
  type TwoDevices,
} from '../../src/core/sync/testing/twoDevices.ts';
import { accessibilityFaults } from './support/accessibilityFaults.ts';
import { openWorkspace, type Workspace } from './support/workspace.ts';

let workspace: Workspace;
let page: Page;
/** Device 0 is the library that the host has open, device 1 a colleague's. */
let two: TwoDevices;

beforeAll(async () => {
  workspace = await openWorkspace();
  let made = 0;
  two = await openTwoDevices(async () => {
    if (made++ > 0) return temporaryLibrary();
    const library = openLibrary({ directory: workspace.library, clock: systemClock });
    return { library, remove: async () => library.close() };
  });
  await two.renew();
  for (const name of ['Lunch money', 'Rent money', 'Ferns', 'Cold brew'])
    addVideo(two.device(0), name);
  page = await workspace.open();
});
afterAll(async () => {
  await two.close();
  await workspace.close();
});

const titles = (): Promise<string[]> =>
  page
    .getByRole('grid', { name: 'Videos' })
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.textContent ?? '').filter((it) => it !== ''));
const row = (title: string) => page.getByRole('row').filter({ hasText: title });

test('by keyboard: two videos go into a new collection, which has a view of its own', async () => {
  await page.goto(`${workspace.host.origin}/library?view=table&sort=title`);
  await row('Lunch money').waitFor();
  await row('Lunch money').focus();
  await page.keyboard.press('Space');
  await row('Rent money').focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('c');
  await page.getByPlaceholder('Find a collection').waitFor();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New collection' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Saving');
  await dialog.getByRole('textbox', { name: 'Note' }).fill('For the May report');
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Create' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.keyboard.press('Control+k');
  await page.getByPlaceholder(/Type a command/).fill('saving');
  await page.getByRole('option', { name: 'Collection: Saving' }).click();
  await page.getByRole('heading', { name: 'Saving' }).waitFor();
  await page.getByText('For the May report').waitFor();
  await page.getByText('2 videos', { exact: true }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
});

test('the order is moved by keys, and what was taken out comes back by undo', async () => {
  await page.getByRole('button', { name: 'Table' }).click();
  await row('Rent money').waitFor();
  expect(await titles()).toEqual(['Lunch money', 'Rent money']);
  await row('Rent money').focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect.poll(titles).toEqual(['Rent money', 'Lunch money']);
  await page.keyboard.press('t');
  await expect.poll(titles).toEqual(['Lunch money']);
  await page.getByText('1 video removed from Saving').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(titles).toEqual(['Rent money', 'Lunch money']);
});

test('what only a colleague has is said to be with the team', async () => {
  await two.sync(0);
  await two.sync(1);
  const [saving] = listCollections(two.device(1));
  expect(saving).toMatchObject({ name: 'Saving', videos: 0, remoteVideos: 2 });
  const theirs = addVideo(two.device(1), 'Only with Ben');
  two
    .device(1)
    .db.$client.prepare('INSERT INTO collection_members VALUES (?, ?, ?, 9e9)')
    .run(saving?.id, hashOf('Only with Ben'), theirs);
  await two.sync(1);
  await two.sync(0);
  await page.reload();
  await page.getByRole('button', { name: '1 more with the team' }).click();
  const dialog = page.getByRole('dialog', { name: 'Videos with the team' });
  await dialog.getByText('Only with Ben').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

test('a removed collection comes back by undo; one that is gone says so', async () => {
  await page.getByRole('button', { name: 'More actions for the collection' }).click();
  await page.getByRole('menuitem', { name: 'Remove collection' }).click();
  await page.getByText('Saving removed. Its videos stay in the library.').waitFor();
  await row('Ferns').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('button', { name: 'Collections' }).click();
  await page.getByRole('menuitem', { name: 'Saving' }).click();
  await page.getByRole('heading', { name: 'Saving', exact: true }).waitFor();
  await page.goto(`${workspace.host.origin}/library?collection=nosuchcollection`);
  await page.getByText('Collection not found').waitFor();
  await page.getByRole('button', { name: 'Show the whole library' }).click();
  await page.getByRole('link', { name: /Ferns/ }).first().waitFor();
});

test('a title is edited where it stands: Escape leaves it, Enter saves, a failure loses nothing', async () => {
  const ferns = findVideoByHash(two.device(0), hashOf('Ferns'));
  await page.goto(`${workspace.host.origin}/video/${ferns?.id}`);
  await page.getByRole('tab', { name: 'Details' }).click();
  const edit = page.getByRole('button', { name: 'Edit the title' });
  await edit.click();
  const field = page.getByRole('textbox', { name: 'Title' });
  await field.fill('Given up');
  await field.press('Escape');
  await field.waitFor({ state: 'detached' });
  expect(findVideoByHash(two.device(0), hashOf('Ferns'))?.title).toBe('Ferns');

  await edit.click();
  await field.fill('');
  await page.getByText('Enter some text.').waitFor();
  // The library refuses, as a full disk would.
  const { $client } = two.device(0).db;
  $client.exec(`CREATE TRIGGER refuse BEFORE UPDATE OF title ON videos
    BEGIN SELECT RAISE(ABORT, 'no room'); END`);
  await field.fill('Ferns in the shade');
  await field.press('Enter');
  await page.getByRole('region', { name: 'About' }).getByRole('alert').waitFor();
  expect(await field.inputValue()).toBe('Ferns in the shade');
  $client.exec('DROP TRIGGER refuse');
  await field.press('Enter');
  await page.getByRole('heading', { name: 'Ferns in the shade' }).waitFor();

  await page.getByRole('button', { name: 'Edit the description' }).click();
  await page.getByRole('textbox', { name: 'Description' }).fill('How they grow');
  await page.getByRole('textbox', { name: 'Description' }).press('Enter');
  await page.getByText('How they grow').waitFor();
  // Away from the button that has the focus again, and its tooltip with it.
  await page.getByRole('heading', { name: 'Ferns in the shade' }).click();
  await expect.poll(() => page.getByText('Edit the description', { exact: true }).count()).toBe(0);
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(findVideoByHash(two.device(0), hashOf('Ferns'))).toMatchObject({
    ...{ title: 'Ferns in the shade', description: 'How they grow' },
  });
});

test('two devices edit one title; the person chooses on the screen, and both devices agree', async () => {
  const [here, there] = [two.device(0), two.device(1)];
  setDeviceName(there, 'ben on laptop-2');
  addVideo(there, 'Cold brew');
  for (const index of [0, 1, 0]) await two.sync(index);
  editVideo(here, addVideo(here, 'Cold brew'), { title: 'Cold brew by me' });
  editVideo(there, addVideo(there, 'Cold brew'), { title: 'Cold brew by Ben' });
  for (const index of [0, 1, 0]) await two.sync(index);

  await page.goto(`${workspace.host.origin}/video/${addVideo(here, 'Cold brew')}`);
  await page.getByRole('tab', { name: 'Details' }).click();
  await page.getByText('The title was edited on two computers at once').waitFor();
  await page.getByRole('link', { name: 'Choose' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edited on two computers at once' });
  await dialog.getByText('Cold brew by me').waitFor();
  await dialog.getByText('ben on laptop-2', { exact: true }).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Write a merged text…' }).click();
  await dialog.getByRole('textbox').fill('Cold brew, by both');
  await dialog.getByRole('button', { name: 'Use this text' }).click();
  await dialog.getByText('All conflicts are resolved').waitFor();
  for (const index of [0, 1]) await two.sync(index);
  for (const library of [here, there]) {
    expect(findVideoByHash(library, hashOf('Cold brew'))?.title).toBe('Cold brew, by both');
  }
  expect(workspace.complaints).toEqual([]);
});
