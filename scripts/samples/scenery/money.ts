import type { Palette } from '../clip.ts';
import { ease, ink, sway } from './motion.ts';

/** Props about money. Each draws into a 400x400 box, `t` seconds into its shot. */

export function coins(t: number, p: Palette): string {
  return [0, 1, 2].map((column) => stack(column, 2 + 2 * column, t, p)).join('');
}

function stack(column: number, count: number, t: number, p: Palette): string {
  const x = 80 + 120 * column;
  return Array.from({ length: count }, (_, i) => {
    const fall = ease(t * 2.2 - 0.35 * (i + column));
    const y = 330 - 34 * i - 300 * (1 - fall);
    return `<g opacity="${fall}"><ellipse cx="${x}" cy="${y + 14}" rx="54" ry="22" fill="${p.main}"/>
      <ellipse cx="${x}" cy="${y}" rx="54" ry="22" fill="${p.accent}" stroke="${p.main}" stroke-width="5"/></g>`;
  }).join('');
}

export function jar(t: number, p: Palette): string {
  const level = 190 * ease(t / 2.5);
  const drop = (t * 260) % 330;
  return `<clipPath id="jar"><rect x="90" y="110" width="220" height="270" rx="48"/></clipPath>
    <g clip-path="url(#jar)"><rect x="90" y="110" width="220" height="270" fill="#ffffff" opacity="0.45"/>
    <path d="M60 ${380 - level} q70 ${18 * sway(t, 3)} 140 0 t140 0 V400 H60 Z" fill="${p.accent}"/></g>
    <circle cx="200" cy="${-20 + drop}" r="26" fill="#ffd54a" stroke="${p.main}" stroke-width="6" opacity="${drop < 230 ? 1 : 0}"/>
    <rect x="90" y="110" width="220" height="270" rx="48" fill="none" stroke="${p.main}" stroke-width="10"/>
    <path d="M110 82 h60 M230 82 h60" stroke="${p.main}" stroke-width="22" stroke-linecap="round"/>`;
}

export function envelope(t: number, p: Palette): string {
  const out = 90 * ease(t / 1.2) + 8 * sway(t, 2.5);
  const bill = (dx: number, tilt: number, fill: string): string =>
    `<g transform="translate(${200 + dx} ${200 - out}) rotate(${tilt})"><rect x="-110" y="-70" width="220" height="130" rx="12" fill="${fill}" stroke="${p.main}" stroke-width="6"/>
     <circle r="30" cy="-8" fill="none" stroke="${p.main}" stroke-width="6"/></g>`;
  return `${bill(-24, -9, '#a8e6b0')}${bill(22, 7, '#7fd694')}
    <rect x="40" y="180" width="320" height="200" rx="16" fill="#fff7e8" stroke="${p.main}" stroke-width="9"/>
    <path d="M40 196 L200 304 L360 196" fill="none" stroke="${p.main}" stroke-width="9" stroke-linejoin="round"/>
    <circle cx="200" cy="300" r="26" fill="${p.accent}"/>`;
}

export function receipt(t: number, p: Palette): string {
  const lines = [0, 1, 2, 3].map((i) => {
    const y = 130 + 52 * i;
    const cross = ease(t * 1.6 - 0.5 * i - 0.4);
    return `<rect x="110" y="${y}" width="${110 - 14 * i}" height="14" rx="7" fill="#b9b2a6"/><rect x="250" y="${y}" width="42" height="14" rx="7" fill="#b9b2a6"/>
      <path d="M100 ${y + 7} h${204 * cross}" stroke="${p.accent}" stroke-width="9" stroke-linecap="round" opacity="${cross > 0 ? 1 : 0}"/>`;
  });
  return `<g transform="rotate(${2.5 * sway(t, 1.6)} 200 200)"><path d="M80 40 h240 v320 l-30 -22 l-30 22 l-30 -22 l-30 22 l-30 -22 l-30 22 l-30 -22 l-30 22 Z" fill="#fffdf8" stroke="${p.main}" stroke-width="8" stroke-linejoin="round"/>
    <rect x="150" y="76" width="100" height="22" rx="11" fill="${ink}"/>${lines.join('')}</g>`;
}

export function barChart(t: number, p: Palette): string {
  const bars = [290, 230, 150, 80].map((height, i) => {
    const now = height * ease(t * 1.5 - 0.25 * i) * (1 + 0.03 * sway(t + i, 3));
    return `<rect x="${58 + 76 * i}" y="${350 - now}" width="54" height="${now}" rx="12" fill="${i === 3 ? p.accent : p.main}"/>`;
  });
  return `${bars.join('')}<path d="M40 356 h324" stroke="${p.main}" stroke-width="9" stroke-linecap="round"/>`;
}
