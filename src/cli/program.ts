import { Command } from 'commander';
import type { SetExitCode } from './addCommands.ts';
import { addDraftCommand } from './commands/draft.ts';
import { addDraftsCommands } from './commands/drafts.ts';
import { addEngineCommands } from './commands/engine.ts';
import { addEventCommands } from './commands/growth/events.ts';
import { addExperimentCommands } from './commands/growth/experiments.ts';
import { addPublishCommands } from './commands/growth/publish.ts';
import { addPushCommands } from './commands/growth/push.ts';
import { addRetentionCommands } from './commands/growth/retention.ts';
import { addCodeCommands } from './commands/library/codes.ts';
import { addCollectionCommands } from './commands/library/collections.ts';
import { addDuplicatesCommands } from './commands/library/duplicates.ts';
import { addEditCommand } from './commands/library/editVideo.ts';
import { addImportCommand } from './commands/library/import.ts';
import { addIngestCommand } from './commands/library/ingest.ts';
import { addJobsCommands } from './commands/library/jobs.ts';
import { addLibraryCommands } from './commands/library/library.ts';
import { addLinksCommands } from './commands/library/links.ts';
import { addListCommands } from './commands/library/list.ts';
import { addLookCommand } from './commands/library/look.ts';
import { addNoteCommands } from './commands/library/notes.ts';
import { addProductCommands } from './commands/library/products.ts';
import { addSavedSearchCommands } from './commands/library/savedSearches.ts';
import { addSearchCommand } from './commands/library/search.ts';
import { addTopicsCommands } from './commands/library/topics.ts';
import { addTranscriptCommands } from './commands/library/transcripts.ts';
import { addTrendsCommands } from './commands/library/trends.ts';
import { addVideoCommands } from './commands/library/videos.ts';
import { addAskCommand } from './commands/memory/ask.ts';
import { addMeasuresCommand } from './commands/memory/measures.ts';
import { addOutliersCommand } from './commands/memory/outliers.ts';
import { addPatternsCommand } from './commands/memory/patterns.ts';
import { addShareOfVoiceCommand } from './commands/memory/shareOfVoice.ts';
import { addModelsCommands } from './commands/models.ts';
import { addReportCommand } from './commands/reports/report.ts';
import { addReportsCommands } from './commands/reports/reports.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { addBatchCommands } from './commands/team/batches.ts';
import { addBranchCommands } from './commands/team/branches.ts';
import { addEndpointCommands } from './commands/team/endpoints.ts';
import { addScheduleCommands } from './commands/team/schedules.ts';
import { addTeamCommands } from './commands/team/team.ts';
import { addWorkCommands } from './commands/team/work.ts';
import { addWorkerCommand } from './commands/team/worker.ts';
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
    addImportCommand,
    addListCommands,
    addVideoCommands,
    addEditCommand,
    addTranscriptCommands,
    addNoteCommands,
    addProductCommands,
    addCodeCommands,
    addCollectionCommands,
    addSearchCommand,
    addSavedSearchCommands,
    addDuplicatesCommands,
    addLookCommand,
    addAskCommand,
    addOutliersCommand,
    addMeasuresCommand,
    addPatternsCommand,
    addShareOfVoiceCommand,
    addTrendsCommands,
    addTopicsCommands,
    addReportCommand,
    addReportsCommands,
    addPublishCommands,
    addPushCommands,
    addDraftCommand,
    addDraftsCommands,
    addEventCommands,
    addExperimentCommands,
    addRetentionCommands,
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
