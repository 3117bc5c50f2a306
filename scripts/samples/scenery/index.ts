import type { Palette } from '../clip.ts';
import * as body from './body.ts';
import * as desk from './desk.ts';
import * as kitchen from './kitchen.ts';
import * as money from './money.ts';

/** SVG of a prop in a 400x400 box, `t` seconds into its shot. */
export type Prop = (t: number, palette: Palette) => string;

export const props: Readonly<Record<string, Prop>> = { ...body, ...desk, ...kitchen, ...money };
