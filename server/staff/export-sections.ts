import { membersById, presentAccount } from '../accounts/account.ts';
import { BlockModel } from '../accounts/block.ts';
import { SessionModel } from '../accounts/session.ts';
import { ActModel } from '../acts/act.ts';
import { presentAct } from '../acts/present.ts';
import type { ObjectId } from '../db/id.ts';
import { DraftModel } from '../drafts/draft.ts';
import { GroupModel } from '../groups/group.ts';
import { MembershipModel } from '../groups/membership.ts';
import { SanctionModel } from '../groups/sanction.ts';
import { InvitationModel } from '../joining/invitation.ts';
import { JoinRequestModel } from '../joining/join-request.ts';
import { LeadApplicationModel } from '../leads/lead-application.ts';
import { MailModel } from '../mail/mail.ts';
import { PreferencesModel } from '../mail/preferences.ts';
import { MessageModel } from '../messages/message.ts';
import { ParticipationModel } from '../messages/participation.ts';
import { MessageReportModel } from '../messages/report.ts';
import { HistoryModel } from '../ranks/history.ts';
import { StandingModel } from '../ranks/standing.ts';
import { ReportModel } from '../reports/report.ts';
import { NoticeMarkModel } from '../subscriptions/notice-mark.ts';
import { SubscriptionModel } from '../subscriptions/subscription.ts';
import { HeldModel } from '../topics/held.ts';
import { KudosModel } from '../topics/kudos.ts';
import { PostModel } from '../topics/post.ts';
import { ReadMarkerModel } from '../topics/read-marker.ts';
import { RevisionModel } from '../topics/revision.ts';
import { TopicModel } from '../topics/topic.ts';
import { partnerSections } from './export-partners.ts';
import { FEW, type Rows, rows } from './export-rows.ts';

/**
 * What there is in the file, in its order: each section is a list of rows. Of others it has names and no more. A few collections
 * have no index by member and are gone through.
 */
export const sections: Record<string, Rows> = {
  account: async function* (account) {
    yield {
      ...presentAccount(account),
      suspension: account.suspension ?? null,
      signedInAt: account.signedInAt ?? null,
    };
  },
  sessions: rows(
    (account) => SessionModel.find({ account }).lean().cursor(FEW),
    ({ createdAt, lastUsedAt, expiresAt, userAgent }) => ({ createdAt, lastUsedAt, expiresAt, userAgent }),
  ),
  memberships: rows(
    (account) => MembershipModel.find({ account }).lean().cursor(FEW),
    async ({ _id, group, account: _account, ...membership }) => ({ ...membership, group: await groupName(group) }),
  ),
  topics: rows(
    (author) => TopicModel.find({ author }).lean().cursor(FEW),
    async ({ _id, group, title, createdAt }) => ({ id: _id, group: await groupName(group), title, createdAt }),
  ),
  posts: rows(
    (author) => PostModel.find({ author }).lean().cursor(FEW),
    async ({ _id, topic, group, number, body, replyTo, createdAt, editedAt, removed, kudosCount }) => ({
      id: _id,
      topic,
      group: await groupName(group),
      number,
      body,
      replyTo,
      createdAt,
      editedAt,
      removed: removed && { at: removed.at, by: removed.by, reason: removed.reason ?? '' },
      kudosCount,
      revisions: editedAt ? await revisionsOf(_id) : [],
    }),
  ),
  heldPosts: rows(
    (author) => HeldModel.find({ author }).lean().cursor(FEW),
    async ({ group, title, body, state, why, createdAt }) => ({
      group: await groupName(group),
      title,
      body,
      state,
      why,
      createdAt,
    }),
  ),
  kudosGiven: rows(
    (giver) => KudosModel.find({ giver }).lean().cursor(FEW),
    async ({ post, receiver, at }) => ({ post, to: await nameOf(receiver), at }),
  ),
  readMarkers: rows(
    (account) => ReadMarkerModel.find({ account }).lean().cursor(FEW),
    ({ topic, number }) => ({ topic, number }),
  ),
  drafts: rows(
    (account) => DraftModel.find({ account }).lean().cursor(FEW),
    ({ place, title, body, updatedAt }) => ({ place, title, body, updatedAt }),
  ),
  subscriptions: rows(
    (account) => SubscriptionModel.find({ account }).lean().cursor(FEW),
    ({ type, target, choices }) => ({ type, target, choices }),
  ),
  noticesRead: rows(
    (account) => NoticeMarkModel.find({ _id: account }).lean().cursor(FEW),
    ({ upTo, ids }) => ({ upTo, ids }),
  ),
  conversations: rows(
    (account) => ParticipationModel.find({ account }).lean().cursor(FEW),
    async ({ conversation, account, other, lastAt }) => ({
      with: await nameOf(other),
      lastAt,
      messages: await messagesOf(conversation, account),
    }),
  ),
  blocks: rows(
    (blocker) => BlockModel.find({ blocker }).lean().cursor(FEW),
    async ({ blocked, createdAt }) => ({ blocked: await nameOf(blocked), createdAt }),
  ),
  joinRequests: rows(
    (account) => JoinRequestModel.find({ account }).lean().cursor(FEW),
    async ({ group, message, state, reason, createdAt, decidedAt }) => ({
      group: await groupName(group),
      message,
      state,
      reason,
      createdAt,
      decidedAt,
    }),
  ),
  invitations: rows(
    (to) => InvitationModel.find({ to }).lean().cursor(FEW),
    async ({ group, by, state, createdAt }) => ({
      group: await groupName(group),
      by: await nameOf(by),
      state,
      createdAt,
    }),
  ),
  leadApplications: rows(
    (account) => LeadApplicationModel.find({ account }).lean().cursor(FEW),
    ({ _id, account: _account, note: _note, decidedBy: _decidedBy, ...application }) => application,
  ),
  sanctions: rows(
    (account) => SanctionModel.find({ account }).lean().cursor(FEW),
    async ({ group, kind, reason, createdAt, until, liftedAt }) => ({
      group: await groupName(group),
      kind,
      reason,
      createdAt,
      until,
      liftedAt,
    }),
  ),
  acts: rows(
    (subject) => ActModel.find({ subject }).sort({ at: 1 }).lean().cursor(FEW),
    (act) => presentAct(act),
  ),
  reports: rows(
    (by) => ReportModel.find({ 'entries.by': by }).lean().cursor(FEW),
    ({ post, entries, state, createdAt }, id) => ({
      post: post?.id ?? null,
      entries: entries.filter(({ by }) => by?.equals(id)).map(({ reason, note, at }) => ({ reason, note, at })),
      state,
      createdAt,
    }),
  ),
  messageReports: rows(
    (reporter) => MessageReportModel.find({ reporter }).lean().cursor(FEW),
    ({ message, reason, state, createdAt }) => ({ message, reason, state, createdAt }),
  ),
  rank: rows(
    (account) => StandingModel.find({ _id: account }).lean().cursor(FEW),
    ({ _id, ...standing }) => standing,
  ),
  rankHistory: rows(
    (account) => HistoryModel.find({ account }).sort({ number: 1 }).lean().cursor(FEW),
    ({ _id, account: _account, ...line }) => line,
  ),
  ...partnerSections,
  mailPreferences: rows(
    (account) => PreferencesModel.find({ _id: account }).lean().cursor(FEW),
    ({ _id, ...preferences }) => preferences,
  ),
  mails: rows(
    (account) => MailModel.find({ account }).lean().cursor(FEW),
    ({ kind, to, subject, paragraphs, items, state, createdAt, sentAt }) => ({
      kind,
      to: to.address,
      subject,
      paragraphs,
      items,
      state,
      createdAt,
      sentAt,
    }),
  ),
};

const nameOf = async (id: ObjectId) => (await membersById([id])).get(id.toString())?.displayName ?? null;

const groupName = async (id: ObjectId) => (await GroupModel.findById(id).lean())?.name ?? null;

const revisionsOf = (post: ObjectId) => RevisionModel.find({ post }, { body: 1, replacedAt: 1, _id: 0 }).lean();

const messagesOf = (conversation: ObjectId, author: ObjectId) =>
  MessageModel.find({ conversation, author }, { number: 1, body: 1, createdAt: 1, _id: 0 }).sort({ number: 1 }).lean();
