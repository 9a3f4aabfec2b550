import type { NewSuspension } from '../../shared/staff.ts';
import { AccountModel, type AccountRecord, presentActor } from '../accounts/account.ts';
import { SessionModel } from '../accounts/session.ts';
import { endSuspension, suspensionOf } from '../accounts/suspension.ts';
import type { ActRecord } from '../acts/act.ts';
import { begun, keepActs } from '../acts/keep-acts.ts';
import { refuseLate } from '../acts/quicker.ts';
import { append } from '../events/write.ts';
import { ownStream } from '../groups/membership-change.ts';
import { say } from '../groups/policy.ts';
import { futureEnd } from '../lib/days.ts';
import { MailModel } from '../mail/mail.ts';
import { aboutAllPosts, beginSweep, endSweep } from '../moderation/sweeps.ts';
import { judgeAnew } from '../partners/judging-anew.ts';
import { type Ground, onAccount } from './ground.ts';

/**
 * Keeps someone out until then, or for ever: all their sessions end and their sockets are closed, on every node. Mails that wait
 * to be sent to them are not sent, and their badges rest. All they have posted can go, too, in every group, some at a time.
 * @throws AppError not_found, forbidden, already_acted (with the act that came before as `current`), invalid_request (`until`)
 */
export function suspend(
  viewer: AccountRecord,
  username: string,
  { until, reason, removePosts }: NewSuspension,
  now = new Date(),
): Promise<void> {
  const end = until ? futureEnd(until, now) : null;
  return onAccount(viewer, username, async (ground) => {
    const { subject } = ground;
    if (suspensionOf(subject, now)) await refuseQuicker(subject, 'They are suspended already.');
    const all = { author: subject._id, group: null };
    const posts = removePosts ? await aboutAllPosts(all) : {};
    const [act] = begun(ground.viewer, [{ ...about(ground), ...posts, kind: 'suspend', reason, until: end }]);
    await close(subject, act!);
    await keepActs(ground.viewer, [act!]);
    if (removePosts) await beginSweep({ viewer: ground.viewer, tie: null }, act!, all);
    await judgeAnew(subject._id, now);
    // Last, as it closes the sockets: they hear of the act before.
    append(ownStream(subject), 'account.suspended', presentActor(ground.viewer), {
      until: end?.toISOString() ?? null,
      reason,
    });
  });
}

/** Lets someone in again; what went with the suspension of their posts comes back, and so do their badges. @throws AppError not_found, forbidden, already_acted where they are not suspended any more */
export function unsuspend(viewer: AccountRecord, username: string, { reason }: { reason: string }): Promise<void> {
  return onAccount(viewer, username, async (ground) => {
    const { subject } = ground;
    const { suspension } = subject;
    const ended = suspension && (await endSuspension(subject._id, suspension.act));
    if (!ended) await refuseQuicker(subject, 'They are not suspended any more.');
    else await endSweep({ _id: suspension.act }, viewer._id);
    await judgeAnew(subject._id, new Date());
    await keepActs(ground.viewer, begun(ground.viewer, [{ ...about(ground), kind: 'unsuspend', reason }]));
  });
}

const about = ({ viewer, subject }: Ground) => ({ group: null, subject: subject._id, say: say(viewer.role, null) });

async function close({ _id }: AccountRecord, { _id: act, until, reason, at, by }: ActRecord): Promise<void> {
  await AccountModel.updateOne({ _id }, { $set: { suspension: { act, until, reason, at, by } } });
  await SessionModel.deleteMany({ account: _id });
  await MailModel.deleteMany({ account: _id, state: 'waiting' });
}

const refuseQuicker = (subject: AccountRecord, detail: string) =>
  refuseLate({ subject: subject._id }, ['suspend', 'unsuspend'], detail);
