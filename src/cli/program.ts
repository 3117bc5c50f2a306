import { Command } from 'commander';
import type { SetExitCode } from './addCommands.ts';
import { addBatchCommands } from './commands/batches.ts';
import { addBranchCommands } from './commands/branches.ts';
import { addCollectionCommands } from './commands/collections.ts';
import { addDraftCommand } from './commands/draft.ts';
import { addDraftsCommands } from './commands/drafts.ts';
import { addEditCommand } from './commands/editVideo.ts';
import { addEndpointCommands } from './commands/endpoints.ts';
import { addEngineCommands } from './commands/engine.ts';
import { addIngestCommand } from './commands/ingest.ts';
import { addJobsCommands } from './commands/jobs.ts';
import { addLibraryCommands } from './commands/library.ts';
import { addLinksCommands } from './commands/links.ts';
import { addListCommands } from './commands/list.ts';
import { addModelsCommands } from './commands/models.ts';
import { addScheduleCommands } from './commands/schedules.ts';
import { addSearchCommand } from './commands/search.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { addTeamCommands } from './commands/team.ts';
import { addTranscriptCommands } from './commands/transcripts.ts';
import { addVideoCommands } from './commands/videos.ts';
import { addWorkCommands } from './commands/work.ts';
import { addWorkerCommand } from './commands/worker.ts';
import { systemMessages } from './messages/system.ts';
import type { GlobalOptions } from './session.ts';

/** The whole command line. `setExitCode` takes the code of a command that ran but failed in part. */
export function createProgram(setExitCode: SetExitCode): Command {
  const program = new Command('trendroom')
    .description(systemMessages.program.description)
    .option('--library <dir>', systemMessages.program.library)
    .option('--json', systemMessages.program.json)
    .option('--offline', systemMessages.program.offline)
    .exitOverride()
    .showHelpAfterError(systemMessages.program.help);
  const globals = (): GlobalOptions => program.opts<GlobalOptions>();
  program.configureOutput({
    writeErr: (text) => {
      if (globals().json !== true) process.stderr.write(text);
    },
  });
  for (const add of [
    addIngestCommand,
    addListCommands,
    addVideoCommands,
    addEditCommand,
    addTranscriptCommands,
    addCollectionCommands,
    addSearchCommand,
    addDraftCommand,
    addDraftsCommands,
    addModelsCommands,
    addEngineCommands,
    addLinksCommands,
    addJobsCommands,
    addEndpointCommands,
    addBatchCommands,
    addWorkCommands,
    addScheduleCommands,
    addTeamCommands,
    addBranchCommands,
    addWorkerCommand,
    addLibraryCommands,
    addSettingsCommands,
    addServeCommand,
  ]) {
    add(program, globals, setExitCode);
  }
  return program;
}
