import { spaceAfterMarks } from './spaceAfterMarks.ts';

const maxCharacters = 300;

/**
 * A line as a person would write it: single spaces, also after a comma, no control characters, no
 * pictures (an emoji is read as a heart or a star at best), a zero in "3O DAYS", an I in "before l close".
 */
export function cleanText(text: string): string {
  const plain = text
    .slice(0, maxCharacters)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/(?![©®™])[\p{Extended_Pictographic}★☆●○◆◇■□▲△▼▽]\uFE0F?/gu, '');
  return spaceAfterMarks(plain)
    .replace(/(?<![\p{L}\p{N}])\d[\dO]*O[\dO]*(?![\p{L}\p{N}])/gu, (n) => n.replaceAll('O', '0'))
    .replace(/(?<![\p{L}\p{N}'’])l(?![\p{L}\p{N}'’])/gu, 'I')
    .replace(/ {2,}/g, ' ')
    .trim();
}
