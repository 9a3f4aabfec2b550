import type { ActRecord } from '../../acts/act.ts';
import { begun } from '../../acts/keep-acts.ts';
import { refuseLate } from '../../acts/quicker.ts';
import { newId } from '../../db/id.ts';
import { say } from '../../groups/policy.ts';
import { type SanctionRecord, sanctionInForce } from '../../groups/sanction.ts';
import { endOf } from '../../groups/sanction-end.ts';
import { impose } from '../../groups/sanctioning.ts';
import { settleInvitation } from '../../joining/invitation-actions.ts';
import { settlePending } from '../../joining/join-request-settling.ts';
import { authorize } from '../../lib/errors.ts';
import type { Deed, Ground, NewActOf } from '../deed.ts';
import { aboutAllPosts, beginSweep } from '../sweeps.ts';
import { concernedAt, stillMember, streamsOfMember } from './member-at.ts';
import type { Before } from './undo-sanction.ts';

type NewSanctionAct = NewActOf<'mute'> | NewActOf<'ban'>;

/**
 * Keeps a member from posting for a time.
 * @throws AppError not_found, forbidden, invalid_request (`until`), already_acted where another mute is in force that it does not replace
 */
export const mute: Deed<NewActOf<'mute'>> = {
  by: 'leaders',
  streams: ({ username }) => streamsOfMember(username),
  async perform(at, input) {
    const concerned = await concernedAt(at, input.username);
    const { mutedUntil, muteReason } = await stillMember(at, concerned);
    const { acts, sanction } = await begin(at, input, concerned.subject._id, { mutedUntil, muteReason });
    await impose(at.viewer, at.group, concerned, sanction);
    return acts;
  },
};

/**
 * Puts someone out and keeps them out, who need not be a member. What they have asked for or were asked for is over.
 * With `removePosts` all they have posted in the group goes, too, some at a time and beside what others do.
 * @throws AppError as `mute`
 */
export const ban: Deed<NewActOf<'ban'>> = {
  by: 'leaders',
  streams: ({ username }) => streamsOfMember(username),
  async perform(at, input) {
    const concerned = await concernedAt(at, input.username);
    const { subject, tie } = concerned;
    const theirs = { author: subject._id, group: at.group._id };
    const posts = input.removePosts ? await aboutAllPosts(theirs) : {};
    const { acts, sanction } = await begin(at, input, subject._id, { membership: tie }, posts);
    await impose(at.viewer, at.group, concerned, sanction);
    await settlePending(at.viewer, at.group, subject._id, 'denied', input.reason);
    await settleInvitation(at.viewer, at.group, subject._id, 'revoked');
    if (input.removePosts) await beginSweep(at, acts[0]!, theirs);
    return acts;
  },
};

async function begin(
  at: Ground,
  { kind, until, replaces, reason }: NewSanctionAct,
  account: SanctionRecord['account'],
  was: Omit<Before, 'replaced'>,
  more: Partial<ActRecord> = {},
): Promise<{ acts: ActRecord[]; sanction: SanctionRecord }> {
  const { viewer, group, tie } = at;
  const end = endOf({ kind, until });
  const earlier = await sanctionInForce(group._id, account, kind);
  await refuseUnseen(at, { kind, account }, earlier, replaces);
  const own = { kind, group: group._id, reason, say: say(viewer.role, tie), subject: account, until: end };
  const before: Before = { ...was, replaced: earlier?._id ?? null };
  const acts = begun(viewer, [{ ...own, ...more, before }]);
  const { _id: act, at: createdAt, by } = acts[0]!;
  const byStaff = viewer.role === 'staff';
  const said = { group: group._id, account, kind, reason, by, byStaff, createdAt, until: end };
  return { acts, sanction: { _id: newId(), ...said, liftedAt: null, act } };
}

/** A sanction takes the place of the one it names, and of none that its leader has not seen, nor of one by someone with more say. */
async function refuseUnseen(
  { viewer, group }: Ground,
  { kind, account }: Pick<SanctionRecord, 'kind' | 'account'>,
  earlier: SanctionRecord | null,
  replaces: string | undefined,
): Promise<void> {
  if (replaces === earlier?._id.toString()) {
    authorize(!earlier?.byStaff || viewer.role === 'staff');
    return;
  }
  if (earlier) await refuseLate({ _id: earlier.act ?? null }, [kind], `They are ${PAST[kind]} already.`);
  await refuseLate(
    { group: group._id, subject: account },
    ['lift', kind],
    'What this is to replace is no longer in force.',
  );
}

const PAST = { mute: 'muted', ban: 'banned' };
