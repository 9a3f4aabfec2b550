import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { parseSubscriptionId, type SubscriptionChoice } from '../../shared/subscriptions.ts';
import { subscriptions } from '../api/subscriptions.ts';
import { changeInbox, renewInbox } from '../notices/queries.ts';
import { toastProblem } from '../ui/toast.ts';
import { chosenIn } from './standing.ts';

/** Chooses what one is told of: shown at once, taken back if the server refuses. */
export function useChoice() {
  const client = useQueryClient();
  return useMemo(
    () => ({
      choose: (id: string, groupId: string, choice: SubscriptionChoice) => {
        changeInbox(client, (inbox) => chosenIn(inbox, id, groupId, choice));
        const thing = parseSubscriptionId(id);
        return inTurn(client, () => subscriptions.choose(thing.type, thing.id, choice));
      },
      /** Makes it what it was before the last choice. */
      takeBack: (id: string) => inTurn(client, () => subscriptions.restore([id])),
    }),
    [client],
  );
}

let before: Promise<void> = Promise.resolve();

/** One after another, in the order of the clicks: what is taken back must have been chosen. */
function inTurn(client: QueryClient, ask: () => Promise<unknown>): Promise<void> {
  before = before.then(async () => {
    try {
      await ask();
    } catch (error) {
      toastProblem(error);
      await renewInbox(client);
    }
  });
  return before;
}
