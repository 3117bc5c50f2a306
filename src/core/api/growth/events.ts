import type { Events } from '../../growth/index.ts';
import { api } from '../implementer.ts';

/** Events of people and counts of platforms. */
export function eventHandlers(of: Events) {
  const { events } = api;
  return {
    add: events.add.handler(({ input }) => of.add(input.events)),
    addCounts: events.addCounts.handler(({ input }) => of.addCounts(input.counts)),
    count: events.count.handler(() => of.count()),
    forget: events.forget.handler(({ input }) => of.forget(input.person)),
  };
}
