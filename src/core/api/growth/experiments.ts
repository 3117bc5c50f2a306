import type { ExperimentHistories, Experiments } from '../../growth/index.ts';
import { api } from '../implementer.ts';

/** Experiments, and the statistics alone. The functions of distributions load when they are needed. */
export function experimentHandlers(of: Experiments, histories: ExperimentHistories) {
  const { experiments } = api;
  return {
    list: experiments.list.handler(async () => ({ experiments: await of.list() })),
    create: experiments.create.handler(({ input }) => of.create(input)),
    get: experiments.get.handler(({ input }) => of.get(input.experimentId)),
    history: experiments.history.handler(({ input }) => histories.get(input.experimentId)),
    edit: experiments.edit.handler(({ input: { experimentId, ...change } }) =>
      of.edit(experimentId, change),
    ),
    start: experiments.start.handler(({ input }) => of.start(input.experimentId)),
    stop: experiments.stop.handler(({ input }) => of.stop(input.experimentId)),
    decide: experiments.decide.handler(({ input }) =>
      of.decide(input.experimentId, input.overrule),
    ),
    assign: experiments.assign.handler(({ input }) => of.assign(input.experimentId, input.unit)),
    evaluate: experiments.evaluate.handler(({ input }) => of.evaluate(input)),
    createAa: experiments.createAa.handler(({ input }) => of.createAa(input.experimentId)),
    retention: experiments.retention.handler(({ input }) =>
      of.retention(input.experimentId, input.goneDays),
    ),
    comparePosts: experiments.comparePosts.handler(({ input }) => of.comparePosts(input)),
    plan: experiments.plan.handler(({ input }) => of.plan(input)),
  };
}
