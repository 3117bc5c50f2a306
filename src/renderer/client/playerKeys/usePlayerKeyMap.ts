import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { keysOfActions, type PlayerAction, playerActionSchema } from '../../../contract/index.ts';
import { useApi } from '../api.ts';

type ActionKeys = Record<PlayerAction, readonly string[]>;

/** The keys of the player as they are set in this library; the usual ones until that is known. */
export function usePlayerKeyMap(): ActionKeys {
  const { procedures } = useApi();
  const { data } = useQuery(procedures.settings.get.queryOptions());
  return useMemo(() => keysOfActions(data?.playerKeys ?? {}), [data?.playerKeys]);
}

/** Which action a key has; the first of two that want it. */
export function actionOf(keys: ActionKeys, names: readonly string[]): PlayerAction | undefined {
  for (const name of names) {
    const action = playerActionSchema.options.find((each) => keys[each].includes(name));
    if (action !== undefined) return action;
  }
  return undefined;
}
