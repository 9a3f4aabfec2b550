import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { append, write } from '../events/write.ts';
import { topicInside } from './inside.ts';
import { ReadMarkerModel } from './read-marker.ts';

/** Notes how far the viewer has read a topic, on all their devices; it never goes back. @throws AppError not_found */
export async function markRead(viewer: AccountRecord, topicId: string, upTo: number): Promise<void> {
  const stream = accountStream(viewer._id.toString());
  await topicInside(viewer, topicId);
  await write([stream], async () => {
    const { topic } = await topicInside(viewer, topicId);
    const number = Math.min(upTo, topic.lastNumber);
    const marker = { account: viewer._id, topic: topic._id };
    const before = await ReadMarkerModel.findOne(marker).lean();
    if (before && before.number >= number) return;
    await ReadMarkerModel.updateOne(marker, { $set: { number } }, { upsert: true });
    append(stream, 'topic.read', presentActor(viewer), { topicId, groupId: topic.group.toString(), number });
  });
}
