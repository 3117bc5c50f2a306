import type { Palette } from '../clip.ts';
import { ease, sway } from './motion.ts';

/** Props of body and journey. Each draws into a 400x400 box, `t` seconds into its shot. */

export function face(t: number, p: Palette): string {
  const blink = t % 2.2 < 0.12 ? 0.1 : 1;
  const dots = [0, 1, 2, 3].map((i) => {
    const seen = ease(t * 2 - 0.6 * i);
    const [x = 0, y = 0] =
      [
        [112, 250],
        [288, 250],
        [200, 150],
        [200, 348],
      ][i] ?? [];
    return `<circle cx="${x}" cy="${y}" r="${20 * seen}" fill="#ffffff" stroke="${p.accent}" stroke-width="4" opacity="${seen}"/>`;
  });
  return `<path d="M52 230 q-14 -190 148 -190 q162 0 148 190 q20 90 -10 130 h-276 q-30 -40 -10 -130 Z" fill="${p.main}"/>
    <ellipse cx="200" cy="240" rx="128" ry="142" fill="#f4c39a"/><path d="M78 190 q122 -20 170 -78 q34 60 74 78 q-10 -112 -122 -112 q-112 0 -122 112 Z" fill="${p.main}"/>
    ${[150, 250].map((x) => `<ellipse cx="${x}" cy="236" rx="14" ry="${16 * blink}" fill="#3a2323"/>`).join('')}
    <path d="M164 306 q36 ${30 + 6 * sway(t, 4)} 72 0" fill="none" stroke="#a8432f" stroke-width="10" stroke-linecap="round"/>
    <circle cx="112" cy="284" r="22" fill="#ff8a73" opacity="0.5"/><circle cx="288" cy="284" r="22" fill="#ff8a73" opacity="0.5"/>${dots.join('')}`;
}

export function bottle(t: number, p: Palette): string {
  const press = 16 * Math.max(0, sway(t, 3));
  return `<g transform="translate(0 ${press})"><path d="M200 96 v-52 h-76 v26" fill="none" stroke="${p.main}" stroke-width="22" stroke-linejoin="round" stroke-linecap="round"/></g>
    <rect x="160" y="96" width="80" height="46" rx="10" fill="${p.main}"/><rect x="104" y="138" width="192" height="244" rx="40" fill="#fffaf5" stroke="${p.main}" stroke-width="9"/>
    <rect x="104" y="206" width="192" height="104" fill="${p.accent}"/><path d="M200 226 q-34 44 0 64 q34 -20 0 -64 Z" fill="#ffffff"/>
    <circle cx="124" cy="${96 + ((t * 120) % 250)}" r="13" fill="#ffffff" stroke="${p.main}" stroke-width="4" opacity="${(t * 120) % 250 < 220 ? 1 : 0}"/>`;
}

export function sunshine(t: number, p: Palette): string {
  const rays = Array.from(
    { length: 12 },
    (_, i) =>
      `<path d="M200 ${58 - 8 * sway(t * 2 + i, 2)} v-40" stroke="${p.accent}" stroke-width="18" stroke-linecap="round" transform="rotate(${30 * i + 18 * t} 200 200)"/>`,
  );
  return `${rays.join('')}<circle cx="200" cy="200" r="112" fill="#ffd54a" stroke="${p.main}" stroke-width="10"/>
    <path d="M116 186 h74 q-4 44 -37 44 q-33 0 -37 -44 Z M210 186 h74 q-4 44 -37 44 q-33 0 -37 -44 Z" fill="${p.main}"/><path d="M116 188 h168" stroke="${p.main}" stroke-width="12"/>
    <path d="M164 254 q36 32 72 0" fill="none" stroke="${p.main}" stroke-width="10" stroke-linecap="round"/>`;
}

export function walker(t: number, p: Palette): string {
  const step = 34 * sway(t, 5.5);
  const ground = (t * 130) % 120;
  return `<g stroke="${p.main}" stroke-width="30" stroke-linecap="round" fill="none" transform="translate(0 ${5 * Math.abs(sway(t, 5.5))})">
    <path d="M200 230 L${200 - step} 300 L${200 - 1.5 * step} 366"/><path d="M200 230 L${200 + step} 300 L${200 + 1.3 * step} 366"/>
    <path d="M200 130 L200 226" stroke="${p.accent}" stroke-width="58"/><path d="M200 130 L${200 + step} 178 L${214 + 1.4 * step} 222"/>
    <circle cx="204" cy="62" r="26" fill="${p.main}"/></g>
    <path d="M20 388 h360" stroke="${p.main}" stroke-width="10" stroke-linecap="round" stroke-dasharray="70 50" stroke-dashoffset="${ground}"/>`;
}

export function pushup(t: number, p: Palette): string {
  const down = 34 * (1 + sway(t, 4));
  return `<g stroke="${p.main}" stroke-width="28" stroke-linecap="round" fill="none"><path d="M60 330 L300 ${210 + down}" stroke="${p.accent}" stroke-width="44"/>
    <path d="M290 ${214 + down} L${334 + 0.3 * down} ${262 + 0.5 * down} L306 336"/><circle cx="346" cy="${184 + down}" r="24" fill="${p.main}"/></g>
    <path d="M20 358 h360" stroke="${p.main}" stroke-width="12" stroke-linecap="round"/>`;
}

export function suitcase(t: number, p: Palette): string {
  const rolls = [0, 1, 2, 3].map((i) => {
    const seen = ease(t * 1.8 - 0.5 * i);
    const fill = ['#ffffff', '#ffd166', '#8ecae6', '#f28482'][i];
    return `<rect x="${96 + 54 * i}" y="${190 - 190 * (1 - seen)}" width="46" height="150" rx="23" fill="${fill}" stroke="${p.main}" stroke-width="6" opacity="${seen}"/>`;
  });
  return `<path d="M150 112 v-56 h100 v56" fill="none" stroke="${p.main}" stroke-width="18" stroke-linejoin="round"/>
    <rect x="60" y="112" width="280" height="262" rx="40" fill="${p.accent}" stroke="${p.main}" stroke-width="11"/>
    <rect x="84" y="168" width="232" height="186" rx="20" fill="${p.main}" opacity="0.35"/>${rolls.join('')}`;
}

export function plane(t: number, p: Palette): string {
  const cloud = (x: number, y: number): string =>
    `<g transform="translate(${((x - 70 * t + 2000) % 520) - 80} ${y})" fill="#ffffff" opacity="0.75"><circle r="30"/><circle cx="36" cy="-12" r="36"/><circle cx="76" cy="2" r="26"/></g>`;
  return `${cloud(40, 90)}${cloud(300, 330)}<g transform="translate(${8 * sway(t, 2)} ${12 * sway(t, 1.6)}) rotate(-14 200 200)">
    <path d="M40 190 h250 q60 0 70 26 q-12 24 -70 24 h-210 Z" fill="#fffdf6" stroke="${p.main}" stroke-width="9" stroke-linejoin="round"/>
    <path d="M40 190 l-16 -76 h36 l44 76 Z M170 224 l-46 104 h42 l96 -104 Z" fill="${p.accent}" stroke="${p.main}" stroke-width="8" stroke-linejoin="round"/>
    ${[150, 190, 230, 270].map((x) => `<circle cx="${x}" cy="210" r="9" fill="${p.main}"/>`).join('')}</g>`;
}
