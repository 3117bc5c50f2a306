import type { Command } from 'commander';
import type { GlobalOptions } from './session.ts';

/** Takes the exit code of a command that ran but failed in part. */
export type SetExitCode = (code: number) => void;

/** How each file of commands/ adds its own to the program. */
export type AddCommands = (
  program: Command,
  globals: () => GlobalOptions,
  setExitCode: SetExitCode,
) => void;
