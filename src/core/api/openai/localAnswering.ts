import {
  type BatchKind,
  type ModelTask,
  roleOfKind,
  type WorkPlace,
} from '../../../contract/index.ts';
import type { Clock } from '../../base/index.ts';
import type { ModelSource } from '../../inference/index.ts';
import type { RemoteServers } from '../../remote/index.ts';

/** Which model of this machine answers a kind, by the routes that createLocalAnswerer asks. */
const taskOfKind: Partial<Record<BatchKind, ModelTask>> = {
  chat: 'generate',
  completions: 'generate',
  embeddings: 'embed',
};
/** How long a look at the models' folder holds. */
const lookAgainMs = 10_000;

/** What a worker says of this machine: the kinds that it has a model for, and who answers. */
export function localAnswering({
  models,
  servers,
  clock,
}: {
  models: Pick<ModelSource, 'require'>;
  servers: Pick<RemoteServers, 'candidates'>;
  clock: Clock;
}) {
  const seen = new Map<ModelTask, { atMs: number; name: Promise<string | undefined> }>();
  const nameOf = (task: ModelTask): Promise<string | undefined> => {
    const known = seen.get(task);
    const nowMs = clock.nowMs();
    if (known !== undefined && Math.abs(nowMs - known.atMs) < lookAgainMs) return known.name;
    const name = models.require(task).then(
      (model) => model.name,
      () => undefined,
    );
    seen.set(task, { atMs: nowMs, name });
    return name;
  };
  return {
    answersLocally: async (kind: BatchKind): Promise<boolean> => {
      const task = taskOfKind[kind];
      return task !== undefined && (await nameOf(task)) !== undefined;
    },
    /** Models of this machine and servers by name. */
    answersWith: async (place: WorkPlace, kinds: readonly BatchKind[]): Promise<string> => {
      const tasks = kinds.map((kind) => taskOfKind[kind]).filter((task) => task !== undefined);
      const local = await Promise.all([...new Set(tasks)].map(nameOf));
      const roles = [...new Set(kinds.map((kind) => roleOfKind[kind]))];
      const all = await Promise.all(roles.map((role) => servers.candidates(role).catch(() => [])));
      const remote = all.flat().map(({ name }) => name);
      const names = [...(place === 'local' ? [] : remote), ...(place === 'remote' ? [] : local)];
      return [...new Set(names.filter((name) => name !== undefined))].join(', ').slice(0, 300);
    },
  };
}
