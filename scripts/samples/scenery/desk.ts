import type { Palette } from '../clip.ts';
import { ease, ink, sway } from './motion.ts';

/** Props of the desk and the day. Each draws into a 400x400 box, `t` seconds into its shot. */

export function phone(t: number, p: Palette): string {
  const tiles = Array.from({ length: 12 }, (_, i) => {
    const x = 132 + 50 * (i % 3);
    const y = 92 + 58 * Math.floor(i / 3);
    const size = 38 + 3 * sway(t * 3 + i, 1.5);
    const fill = i % 4 === 1 ? p.accent : p.main;
    return `<rect x="${x + 19 - size / 2}" y="${y + 19 - size / 2}" width="${size}" height="${size}" rx="10" fill="${fill}" opacity="${i % 4 === 1 ? 1 : 0.55}"/>`;
  });
  return `<g transform="rotate(${4 * sway(t, 1.7)} 200 200)"><rect x="105" y="20" width="190" height="360" rx="34" fill="#ffffff" opacity="0.18"/>
    <rect x="105" y="20" width="190" height="360" rx="34" fill="none" stroke="${p.main}" stroke-width="11"/>
    <rect x="170" y="42" width="60" height="12" rx="6" fill="${p.main}"/>${tiles.join('')}
    <rect x="160" y="346" width="80" height="9" rx="4" fill="${p.main}"/></g>`;
}

export function calendar(t: number, p: Palette): string {
  const cells = Array.from({ length: 20 }, (_, i) => {
    const x = 62 + 58 * (i % 5);
    const y = 150 + 54 * Math.floor(i / 5);
    const friday = i % 5 === 4;
    const done = friday ? ease(t * 1.6 - 0.45 * Math.floor(i / 5)) : 0;
    return `<rect x="${x}" y="${y}" width="44" height="40" rx="9" fill="${p.main}" opacity="${friday ? 0.35 : 0.22}"/>
      <circle cx="${x + 22}" cy="${y + 20}" r="${24 * done}" fill="${p.accent}"/>`;
  });
  return `<rect x="36" y="60" width="328" height="316" rx="26" fill="#ffffff" opacity="0.14"/>
    <rect x="36" y="60" width="328" height="316" rx="26" fill="none" stroke="${p.main}" stroke-width="9"/>
    <path d="M36 126 h328" stroke="${p.main}" stroke-width="9"/>
    <path d="M110 36 v48 M290 36 v48" stroke="${p.main}" stroke-width="14" stroke-linecap="round"/>${cells.join('')}`;
}

export function alarmClock(t: number, p: Palette): string {
  return `<g transform="rotate(${5 * sway(t, 16) * Math.exp(-t)} 200 220)"><path d="M96 96 l48 -40 M304 96 l-48 -40" stroke="${p.accent}" stroke-width="34" stroke-linecap="round"/>
    <path d="M120 350 l-26 34 M280 350 l26 34" stroke="${p.main}" stroke-width="18" stroke-linecap="round"/>
    <circle cx="200" cy="220" r="150" fill="#fffdf6" stroke="${p.main}" stroke-width="14"/>
    <path d="M200 220 L200 130" stroke="${ink}" stroke-width="14" stroke-linecap="round" transform="rotate(${40 * t} 200 220)"/>
    <path d="M200 220 L262 220" stroke="${ink}" stroke-width="16" stroke-linecap="round" transform="rotate(${4 * t} 200 220)"/>
    <circle cx="200" cy="220" r="14" fill="${p.accent}"/></g>`;
}

export function checklist(t: number, p: Palette): string {
  const rows = [0, 1, 2].map((i) => {
    const y = 120 + 92 * i;
    const tick = 90 * ease(t * 1.4 - 0.7 * i - 0.3);
    return `<rect x="88" y="${y}" width="52" height="52" rx="12" fill="none" stroke="${ink}" stroke-width="8"/>
      <path d="M98 ${y + 26} l16 18 l34 -44" fill="none" stroke="${p.accent}" stroke-width="13" stroke-linecap="round" stroke-dasharray="90 90" stroke-dashoffset="${90 - tick}" opacity="${tick > 0 ? 1 : 0}"/>
      <rect x="168" y="${y + 16}" width="${150 - 24 * i}" height="20" rx="10" fill="${ink}" opacity="0.5"/>`;
  });
  return `<rect x="48" y="50" width="304" height="340" rx="26" fill="#fffdf6" stroke="${p.main}" stroke-width="9"/>
    <rect x="140" y="26" width="120" height="50" rx="16" fill="${p.main}"/>${rows.join('')}`;
}

export function laptop(t: number, p: Palette): string {
  const lid = 1 - 0.85 * ease((t - 1.2) / 2);
  return `<g transform="translate(0 ${300 - 300 * lid}) scale(1 ${lid})"><rect x="70" y="60" width="260" height="240" rx="18" fill="${p.main}"/>
    <rect x="88" y="78" width="224" height="200" rx="8" fill="${p.accent}"/>
    <path d="M112 120 h120 M112 156 h160 M112 192 h90" stroke="#fffdf6" stroke-width="13" stroke-linecap="round"/></g>
    <path d="M30 304 h340 l-26 36 h-288 Z" fill="${p.main}"/>
    <circle cx="${360 + 6 * sway(t, 2)}" cy="${100 + 8 * sway(t, 1.4)}" r="24" fill="${p.accent}" opacity="0.7"/>`;
}
