import type { Work } from '../remote/index.ts';
import { api } from './implementer.ts';

/** Heavy work of the library on servers. */
export function workHandlers(team: Work) {
  const { work } = api;
  return {
    plan: work.plan.handler(({ input, signal }) => team.plan(input, signal)),
    start: work.start.handler(({ input, signal }) => team.start(input, signal)),
    ofVideo: work.ofVideo.handler(({ input }) => ({ works: team.ofVideo(input.videoId) })),
  };
}
