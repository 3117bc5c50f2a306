/** Stores random bytes until it is killed; mediaStore.test.ts runs it as a process of its own. */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../../base/index.ts';
import { openLibrary } from '../../db/openLibrary.ts';
import { addBytes } from '../media/mediaStore.ts';

const library = openLibrary({ directory: process.argv[2] ?? '', clock: systemClock });
while (true) await addBytes(library, randomBytes(4_000_000), '.bin');
