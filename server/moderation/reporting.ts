import type { NewReport, ReportReceived } from '../../shared/reports.ts';
import { type AccountRecord, presentActor } from '../accounts/account.ts';
import { toId } from '../db/id.ts';
import { write } from '../events/write.ts';
import { insideById } from '../groups/readable.ts';
import { authorize } from '../lib/errors.ts';
import { fileReport, openReportOf, queueOf, queueStream } from '../reports/filing.ts';
import type { SnapshotRecord } from '../reports/report.ts';
import { authorizeTopic } from '../topics/open.ts';
import { type PostRecord, postById } from '../topics/post.ts';
import { topicById } from '../topics/topic.ts';

/**
 * Shows a post to those who lead the group. Whoever wrote it is not told, nor by whom it was.
 * @throws AppError not_found, forbidden (one's own), post_removed, topic_removed, already_reported
 */
export async function reportPost(
  viewer: AccountRecord,
  postId: string,
  { reason, note = '' }: NewReport,
): Promise<ReportReceived> {
  const known = await postById(toId(postId));
  await insideById(viewer, known.group);
  const at = new Date();
  await write([queueStream({ group: await queueOf(known) })], async () => {
    const post = await postById(known._id);
    await insideById(viewer, post.group);
    authorize(!post.movedTo, 'not_found');
    authorizeTopic(await topicById(post.topic));
    authorize(!post.author.equals(viewer._id), 'forbidden', 'This is your own post.');
    authorize(!post.removed, 'post_removed');
    const waiting = await openReportOf(post._id);
    authorize(!waiting?.entries.some(({ by }) => by?.equals(viewer._id)), 'already_reported');
    await fileReport(presentActor(viewer), {
      kind: 'report',
      group: await queueOf(post),
      post: await snapshotOf(post),
      entry: { by: viewer._id, reason, note, at },
    });
  });
  return { createdAt: at.toISOString() };
}

/** A post as it is now, to be kept with a report. */
async function snapshotOf(post: PostRecord): Promise<SnapshotRecord> {
  const { title } = await topicById(post.topic);
  return { id: post._id, topic: post.topic, number: post.number, title, author: post.author, body: post.body };
}
