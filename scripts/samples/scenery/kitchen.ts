import type { Palette } from '../clip.ts';
import { ease, sway } from './motion.ts';

/** Props of the kitchen. Each draws into a 400x400 box, `t` seconds into its shot. */

export function lunchbox(t: number, p: Palette): string {
  const lift = 60 * ease(t / 1.2) + 6 * sway(t, 3);
  return `<g transform="translate(0 ${-lift}) rotate(${-0.12 * lift} 60 170)"><rect x="50" y="130" width="300" height="54" rx="20" fill="${p.accent}" stroke="${p.main}" stroke-width="8"/>
    <path d="M150 130 q50 -70 100 0" fill="none" stroke="${p.main}" stroke-width="13"/></g>
    <ellipse cx="138" cy="206" rx="62" ry="40" fill="#8fd14f"/><path d="M196 216 q64 -84 128 0 Z" fill="#f6d7a7" stroke="${p.main}" stroke-width="6"/>
    <circle cx="128" cy="196" r="16" fill="#e63946"/><circle cx="166" cy="200" r="13" fill="#e63946"/>
    <path d="M50 210 h300 v130 q0 36 -36 36 h-228 q-36 0 -36 -36 Z" fill="#fffaf0" stroke="${p.main}" stroke-width="8"/>
    <path d="M90 290 h220" stroke="${p.accent}" stroke-width="14" stroke-linecap="round" opacity="0.8"/>`;
}

export function airFryer(t: number, p: Palette): string {
  const out = 46 * ease((t - 0.4) / 1.4);
  const steam = [0, 1, 2].map((i) => {
    const rise = (t * 50 + 40 * i) % 120;
    const x = 140 + 60 * i + 10 * sway(t * 2 + i, 2);
    return `<path d="M${x} ${60 - rise / 2} q16 -18 0 -36 q-16 -18 0 -36" fill="none" stroke="${p.main}" stroke-width="8" stroke-linecap="round" opacity="${0.7 * (1 - rise / 120)}"/>`;
  });
  const fries = [0, 1, 2, 3, 4, 5].map(
    (i) =>
      `<rect x="${118 + 28 * i}" y="${214 - 8 * (i % 3)}" width="16" height="70" rx="5" fill="#ffd24a" stroke="#c98a12" stroke-width="4" transform="rotate(${-14 + 6 * i} ${126 + 28 * i} 250)"/>`,
  );
  return `${steam.join('')}<rect x="70" y="80" width="260" height="300" rx="64" fill="${p.main}"/>
    <rect x="130" y="112" width="140" height="46" rx="23" fill="${p.accent}"/>
    <circle cx="200" cy="135" r="14" fill="#fff" transform="translate(${40 * sway(t, 1.2)} 0)"/>
    <g transform="translate(0 ${out})">${fries.join('')}<path d="M86 250 h228 l-14 100 q-4 20 -24 20 h-152 q-20 0 -24 -20 Z" fill="#fff6e6" stroke="${p.main}" stroke-width="8"/>
    <rect x="160" y="292" width="80" height="26" rx="13" fill="${p.accent}"/></g>`;
}

export function onion(t: number, p: Palette): string {
  const drop = (t * 150) % 160;
  return `<g transform="rotate(${3 * sway(t, 2)} 200 320)"><path d="M200 60 q10 50 -14 74 q-116 22 -116 126 q0 108 130 108 q130 0 130 -108 q0 -104 -116 -126 q-8 -30 6 -74 Z" fill="#d9a6d8" stroke="${p.main}" stroke-width="9" stroke-linejoin="round"/>
    <path d="M200 140 q-70 90 0 222 M200 140 q70 90 0 222" fill="none" stroke="${p.main}" stroke-width="6" opacity="0.55"/>
    <circle cx="158" cy="246" r="13" fill="${p.main}"/><circle cx="242" cy="246" r="13" fill="${p.main}"/>
    <path d="M172 306 q28 -24 56 0" fill="none" stroke="${p.main}" stroke-width="9" stroke-linecap="round"/></g>
    ${[146, 254].map((x) => `<path d="M${x} ${262 + drop} q-16 28 0 36 q16 -8 0 -36 Z" fill="#4aa8ff" opacity="${1 - drop / 160}"/>`).join('')}`;
}

export function chopper(t: number, p: Palette): string {
  const pull = 90 * Math.abs(sway(t, 2.4));
  const bits = Array.from({ length: 12 }, (_, i) => {
    const angle = i * 2.4 + t * 7;
    const r = 22 + ((i * 37) % 70);
    return `<rect x="${190 + r * Math.cos(angle)}" y="${262 + 0.6 * r * Math.sin(angle)}" width="20" height="20" rx="5" fill="${i % 3 ? '#fff4c2' : '#8fd14f'}"/>`;
  });
  return `<path d="M280 118 h${20 + pull}" stroke="${p.main}" stroke-width="8"/><rect x="${292 + pull}" y="92" width="22" height="54" rx="11" fill="${p.accent}"/>
    <path d="M86 160 h228 l-22 190 q-4 26 -30 26 h-124 q-26 0 -30 -26 Z" fill="#ffffff" opacity="0.5"/>${bits.join('')}
    <path d="M86 160 h228 l-22 190 q-4 26 -30 26 h-124 q-26 0 -30 -26 Z" fill="none" stroke="${p.main}" stroke-width="9"/>
    <rect x="70" y="80" width="260" height="84" rx="34" fill="${p.accent}" stroke="${p.main}" stroke-width="9"/>`;
}

export function salad(t: number, p: Palette): string {
  const leaves = [0, 1, 2, 3, 4].map((i) => {
    const y = 190 - 14 * Math.abs(sway(t * 2.2 + i, 1.6));
    const fills = ['#6fbf4b', '#e63946', '#8fd14f', '#ffb703', '#4f9d3a'];
    return `<circle cx="${96 + 52 * i}" cy="${y}" r="46" fill="${fills[i]}" stroke="${p.main}" stroke-width="6"/>`;
  });
  return `${leaves.join('')}<path d="M40 206 h320 q-8 164 -160 164 q-152 0 -160 -164 Z" fill="#fffaf0" stroke="${p.main}" stroke-width="10" stroke-linejoin="round"/>
    <path d="M84 262 q116 50 232 0" fill="none" stroke="${p.accent}" stroke-width="13" stroke-linecap="round"/>`;
}

export function pizza(t: number, p: Palette): string {
  const pull = 40 * ease(t / 1.5) + 5 * sway(t, 2.4);
  const slices = [0, 1, 2, 3, 4, 5].map(
    (i) =>
      `<g transform="rotate(${60 * i + 6 * t} 200 210) translate(0 ${i === 0 ? -pull : -4})"><path d="M200 206 L116 62 q84 -44 168 0 Z" fill="#f7c65b"/>
      <path d="M112 62 q88 -48 176 0" fill="none" stroke="#c9772b" stroke-width="24" stroke-linecap="round"/>
      <circle cx="186" cy="98" r="18" fill="#d7372f"/><circle cx="216" cy="134" r="13" fill="#d7372f"/><circle cx="226" cy="88" r="8" fill="#4f9d3a"/></g>`,
  );
  return `<circle cx="200" cy="210" r="188" fill="${p.main}" opacity="0.25"/>${slices.join('')}`;
}
