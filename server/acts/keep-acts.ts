import type { Act } from '../../shared/acts.ts';
import type { EventType } from '../../shared/events.ts';
import { accountStream, leadersStream, STAFF_STREAM, type Stream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { newId } from '../db/id.ts';
import { append } from '../events/write.ts';
import { ActModel, type ActRecord } from './act.ts';
import { presentActs } from './present.ts';

/** What a kind of act says of itself; the rest goes without saying. */
export type Draft = Pick<ActRecord, 'kind' | 'group' | 'reason' | 'say'> &
  Partial<Omit<ActRecord, 'batch' | 'by' | 'undone' | 'appeal'>>;

/**
 * Completes what was done with one click to acts, one for each draft, before anything is changed: what is changed names them.
 * The drafts' order stays.
 */
export function begun(viewer: Pick<AccountRecord, '_id'>, drafts: Draft[]): ActRecord[] {
  const at = new Date();
  const ids = drafts.map(({ _id }) => _id ?? newId());
  return drafts.map((draft, index) => ({
    at,
    to: null,
    subject: null,
    topic: null,
    posts: [],
    postCount: draft.posts?.length ?? 0,
    until: null,
    detail: '',
    before: null,
    ...draft,
    _id: ids[index]!,
    batch: ids[0]!,
    by: viewer._id,
    undone: null,
    appeal: 'none' as const,
  }));
}

/** Keeps acts and tells those who lead and the members concerned of them, in the transaction at hand. */
export async function keepActs(viewer: AccountRecord, acts: ActRecord[]): Promise<Act[]> {
  await ActModel.insertMany(acts, { lean: true });
  return tellActs('act.done', viewer, acts);
}

type ActEvent = EventType & ('act.done' | 'act.undone' | 'act.appealed');

/** Tells of acts as they are now. Who did it and whom it is about may be the same: they are told on one stream then. */
export async function tellActs(type: ActEvent, viewer: AccountRecord, acts: ActRecord[]): Promise<Act[]> {
  const shown = await presentActs(acts);
  acts.forEach((act, index) => {
    for (const stream of streamsOf(act)) append(stream, type, presentActor(viewer), shown[index]!);
  });
  return shown;
}

/** Where an act is told: to those who lead the group, or both groups, or to staff; and to the member concerned. */
export const streamsOf = ({ group, to, subject }: Pick<ActRecord, 'group' | 'to' | 'subject'>): Stream[] => [
  group ? leadersStream(group.toString()) : STAFF_STREAM,
  ...(to ? [leadersStream(to.toString())] : []),
  ...(subject ? [accountStream(subject.toString())] : []),
];
