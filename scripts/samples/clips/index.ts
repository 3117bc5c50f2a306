import type { Clip } from '../clip.ts';
import { body } from './body.ts';
import { desk } from './desk.ts';
import { kitchen } from './kitchen.ts';
import { money } from './money.ts';

/**
 * The dozen sample clips. Every channel and product is invented. Texts are written so that a
 * query can mean the same as a shot and share no word with its clip (see `queries`).
 */
export const clips: readonly Clip[] = [...money, ...kitchen, ...body, ...desk];
