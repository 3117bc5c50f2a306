import type { Scene } from './encodeClip.ts';

export const red: Scene['yuv'] = [81, 90, 240];
export const green: Scene['yuv'] = [145, 54, 34];
export const blue: Scene['yuv'] = [41, 240, 110];
export const grey: Scene['yuv'] = [110, 128, 128];
