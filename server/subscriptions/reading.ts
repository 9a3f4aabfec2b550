import type { NoticesRead } from '../../shared/notices.ts';
import { accountStream, groupStream, leadersStream, type Stream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { eventsAt } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { authorize } from '../lib/errors.ts';
import { markOf, NoticeMarkModel, withRead } from './notice-mark.ts';
import { standingOf } from './standing.ts';

/**
 * Notes what the viewer has read of their notices, on all their devices; it never goes back.
 * @throws AppError not_found where an id is no event of a stream that the viewer's notices come from; nothing is noted then
 */
export async function markNoticesRead(viewer: AccountRecord, input: NoticesRead): Promise<void> {
  const single = 'ids' in input ? await eventsNamed(viewer, input.ids) : [];
  const upTo = 'upTo' in input ? new Date(Math.min(Date.parse(input.upTo), Date.now())) : undefined;
  const stream = accountStream(viewer._id.toString());
  await write([stream], async () => {
    const before = await markOf(viewer._id);
    const known = new Set(before.ids.map(({ id }) => id));
    const ids = single.filter(({ id, at }) => !known.has(id) && at > before.upTo);
    if (ids.length === 0 && !(upTo && upTo > before.upTo)) return;
    const { _id, ...after } = withRead(before, { upTo, ids });
    await NoticeMarkModel.updateOne({ _id }, { $set: after }, { upsert: true });
    const read = { upTo: upTo?.toISOString() ?? null, ids: ids.map(({ id }) => id) };
    append(stream, 'notices.read', presentActor(viewer), read);
  });
}

/** When each of them happened. Of a stream the viewer may not follow nothing can be told from its not being there. */
async function eventsNamed(viewer: AccountRecord, names: string[]): Promise<{ id: string; at: Date }[]> {
  const { groups, id } = (await standingOf(viewer)).addressee;
  const streams = new Set<Stream>([accountStream(id)]);
  for (const group of groups) {
    streams.add(groupStream(group.id));
    if (group.leadsSince) streams.add(leadersStream(group.id));
  }
  const distinct = [...new Set(names)];
  const places = distinct.map((name) => ({ stream: name.split('/')[0] as Stream, seq: Number(name.split('/')[1]) }));
  authorize(
    places.every(({ stream }) => streams.has(stream)),
    'not_found',
  );
  const events = await eventsAt(places);
  authorize(events.length === distinct.length, 'not_found');
  return events.map(({ stream, seq, at }) => ({ id: `${stream}/${seq}`, at: new Date(at) }));
}
