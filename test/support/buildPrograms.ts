import { programsFolder } from '../../scripts/programs.mjs';

/** Once, before the tests: each worker would make the same build otherwise. */
export default async function buildPrograms(): Promise<void> {
  await programsFolder();
}
