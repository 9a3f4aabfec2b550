import type { Resolution } from '../../shared/reports.ts';
import { type ActRecord, actById, excerptOf } from '../acts/act.ts';
import { begun, type Draft } from '../acts/keep-acts.ts';
import { say } from '../groups/policy.ts';
import { insideById } from '../groups/readable.ts';
import { found } from '../lib/errors.ts';
import { noteAppeal } from '../reports/appeal.ts';
import type { ReportRecord } from '../reports/report.ts';
import { approveHeld, refuseHeld } from '../topics/held-deciding.ts';
import { postById } from '../topics/post.ts';
import { deeds } from './deeds.ts';
import { grantAgainst } from './granting.ts';
import type { Desk } from './report-at-hand.ts';

export type Decision = { resolution: Exclude<Resolution, 'withdrawn'>; reason: string };

/** Does what a decision comes to, in the transaction at hand, and answers the acts it took. */
export type Verdict = (desk: Desk, report: ReportRecord, reason: string) => Promise<ActRecord[]>;

/** The post goes, as if that had been asked for at the post itself. */
const remove: Verdict = async ({ viewer }, { post }, reason) => {
  const { _id, group } = await postById(found(post?.id));
  const ground = { viewer, ...(await insideById(viewer, group)) };
  return deeds['remove-posts'].perform(ground, { kind: 'remove-posts', postIds: [_id.toString()], reason });
};

/** Nothing happens to the post, or what was done instead has acts of its own. Its author is not told: they never heard of the report. */
const close =
  (kind: 'dismiss' | 'settle-report'): Verdict =>
  async ({ viewer, group, tie }, { post }, reason) => {
    const { id, topic, number, title, body } = found(post);
    const posts = id && topic && number ? [{ _id: id, topic, number, excerpt: excerptOf(body) }] : [];
    const about = { topic: topic && { _id: topic, title }, posts };
    return begun(viewer, [{ kind, group: group?._id ?? null, reason, say: say(viewer.role, tie), ...about }]);
  };

/** What the appeal is against is taken back, as far as nothing else has come after it. */
const grant: Verdict = async ({ viewer, tie }, report, reason) => {
  const { act, before } = await grantAgainst(viewer, await actById(report.act!));
  await noteAppeal(viewer, act, 'granted');
  return begun(viewer, [{ ...answerTo(act, 'grant-appeal', reason, say(viewer.role, tie)), before }]);
};

/** It stays as it is. */
const deny: Verdict = async ({ viewer, tie }, report, reason) => {
  const act = await actById(report.act!);
  await noteAppeal(viewer, act, 'denied');
  return begun(viewer, [answerTo(act, 'deny-appeal', reason, say(viewer.role, tie))]);
};

/** What is kept of an answer to an appeal. `detail`: against what kind of act it was. */
function answerTo(act: ActRecord, kind: 'grant-appeal' | 'deny-appeal', reason: string, own: number): Draft {
  const { group, subject, topic, posts, postCount } = act;
  return { kind, group, reason, say: own, subject, topic, posts, postCount, detail: act.kind };
}

/** What was held is posted now, in its author's name. */
const approve: Verdict = async ({ viewer, group, tie }, { held }, reason) => {
  const about = await approveHeld(viewer, found(group), found(held));
  return begun(viewer, [{ kind: 'approve-post', group: group!._id, reason, say: say(viewer.role, tie), ...about }]);
};

/** What was held is not posted. */
const refuse: Verdict = async ({ viewer, group, tie }, { held }, reason) => {
  const about = await refuseHeld(viewer, found(group), found(held), reason);
  return begun(viewer, [{ kind: 'refuse-post', group: group!._id, reason, say: say(viewer.role, tie), ...about }]);
};

export const verdicts: Record<Decision['resolution'], Verdict> = {
  removed: remove,
  acted: close('settle-report'),
  dismissed: close('dismiss'),
  approved: approve,
  refused: refuse,
  granted: grant,
  denied: deny,
};
