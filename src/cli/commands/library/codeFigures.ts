import type { Command } from 'commander';
import type { Agreement } from '../../../contract/index.ts';
import type { AddCommands } from '../../addCommands.ts';
import { codeMessages } from '../../messages/codes.ts';
import { commonMessages } from '../../messages/common.ts';
import { wholeNumber } from '../../options/wholeNumber.ts';
import { printJson, printLine, safeText } from '../../output.ts';
import { withSession } from '../../session.ts';

/** `codes agreement [--first NAME] [--second NAME]` and `codes together [--limit N]`. */
export function addCodeFigures(codes: Command, globals: Parameters<AddCommands>[1]): void {
  codes
    .command('together')
    .description(codeMessages.together)
    .option('--limit <n>', commonMessages.limit, wholeNumber, 100)
    .action((options: { limit: number }) =>
      withSession(globals(), async ({ client, json }) => {
        const { pairs } = await client.codes.together(options);
        if (json) return printJson({ pairs });
        if (pairs.length === 0) printLine(codeMessages.noneTogether);
        for (const { first, second, overlaps, videos } of pairs) {
          const names = `${safeText(first)} + ${safeText(second)}`;
          printLine(codeMessages.pair(names, overlaps, videos));
        }
      }),
    );
  codes
    .command('agreement')
    .description(codeMessages.agreement)
    .option('--first <name>', codeMessages.firstCoder)
    .option('--second <name>', codeMessages.secondCoder)
    .action((coders: { first?: string; second?: string }) =>
      withSession(globals(), async ({ client, json }) => {
        const agreement = await client.codes.agreement(coders);
        if (json) printJson(agreement);
        else printAgreement(agreement);
      }),
    );
}

function printAgreement({ first, second, videos, seconds, codes }: Agreement): void {
  if (first === undefined || second === undefined) {
    printLine(codeMessages.oneCoder);
    return;
  }
  const name = (coder: string): string => (coder === '' ? codeMessages.nobody : safeText(coder));
  printLine(codeMessages.agreementOf(name(first), name(second)));
  printLine(codeMessages.agreementBasis(videos, seconds));
  if (codes.length === 0) return;
  const figure = (value: number | undefined): string =>
    (value === undefined ? codeMessages.noFigure : value.toFixed(2)).padStart(5);
  printLine(codeMessages.agreementHead);
  for (const { code, both, onlyFirst, onlySecond, kappa, alpha } of codes) {
    const [shared, oneOnly] = [both, onlyFirst + onlySecond].map((count) => `${count} s`);
    printLine(
      `${figure(kappa)}   ${figure(alpha)}  ${shared?.padStart(6)}  ${oneOnly?.padStart(8)}  ${safeText(code)}`,
    );
  }
}
