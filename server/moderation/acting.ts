import type { ActsDone, NewAct } from '../../shared/acts.ts';
import type { AccountRecord } from '../accounts/account.ts';
import { keepActs } from '../acts/keep-acts.ts';
import { headOf } from '../events/log.ts';
import { write } from '../events/write.ts';
import { type GroupRecord, groupById, groupBySlug, leadersStreamOf, streamOf } from '../groups/group.ts';
import { canLead, canModerate } from '../groups/policy.ts';
import { inside } from '../groups/readable.ts';
import { authorize } from '../lib/errors.ts';
import type { Deed, Ground } from './deed.ts';
import { deeds } from './deeds.ts';

/**
 * Does something about topics, posts or members of a group. What it changes and the acts that tell of it are there together, or neither.
 * @throws AppError not_found, forbidden, already_acted (with the act that came before as `current`), and those of its kind
 */
export async function act(viewer: AccountRecord, slug: string, input: NewAct): Promise<ActsDone> {
  const deed = deeds[input.kind] as Deed<NewAct>;
  const known = await groupBySlug(slug);
  await ground(viewer, known, deed);
  const more = (await deed.streams?.(input)) ?? [];
  const acts = await write([streamOf(known), leadersStreamOf(known), ...more], async () => {
    const at = await ground(viewer, await groupById(known._id), deed);
    return keepActs(viewer, await deed.perform(at, input));
  });
  return { acts, head: await headOf(streamOf(known)) };
}

/** Whoever may not see the group's inside learns nothing; whoever may not act in it is told so. */
async function ground(viewer: AccountRecord, group: GroupRecord, { by }: Deed<NewAct>): Promise<Ground> {
  const { tie } = await inside(viewer, group);
  authorize(by === 'leaders' ? canLead(viewer, tie) : canModerate(viewer, tie));
  return { viewer, group, tie };
}
