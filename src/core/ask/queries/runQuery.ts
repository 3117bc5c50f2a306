import type { PlanQuery } from '../../../contract/index.ts';
import type { ReadTask } from '../../db/index.ts';
import { answerChannel } from './answerChannel.ts';
import { answerCompare } from './answerCompare.ts';
import { answerCount } from './answerCount.ts';
import { answerPatterns } from './answerPatterns.ts';
import { answerShare } from './answerShare.ts';
import { answerTopVideos } from './answerTopVideos.ts';
import { answerTrends } from './answerTrends.ts';
import { answerVideo } from './answerVideo.ts';
import type { Outcome, QueryContext } from './outcome.ts';

/** A query that is answered by numbers; moments are searched for with models, not on a reader. */
export type CountedQuery = Exclude<PlanQuery, { query: 'moments' }>;

/** Runs one query of a plan and says what it gave. */
export const runQueryTask: ReadTask<{ query: CountedQuery; context: QueryContext }, Outcome> = {
  name: 'ask.runQuery',
  priority: 'interactive',
  run: (library, { query, context }, control) => {
    switch (query.query) {
      case 'count':
        return answerCount(library, query, context);
      case 'topVideos':
        return answerTopVideos(library, query, context, control);
      case 'channel':
        return answerChannel(library, query, context, control);
      case 'video':
        return answerVideo(library, query, context, control);
      case 'trends':
        return answerTrends(library, query, context, control);
      case 'patterns':
        return answerPatterns(library, query, context, control);
      case 'shareOfVoice':
        return answerShare(library, query, context, control);
      case 'compare':
        return answerCompare(library, query, context);
      default:
        return query satisfies never;
    }
  },
};
