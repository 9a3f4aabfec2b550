import type {
  Conversation,
  ConversationQuery,
  Conversations,
  Message,
  MessageQuery,
  Messages,
} from '../../shared/messages.ts';
import { accountStream } from '../../shared/streams.ts';
import { type AccountRecord, accountByUsername, membersById } from '../accounts/account.ts';
import { blockedBy } from '../accounts/block.ts';
import { beyond } from '../db/beyond.ts';
import { type ObjectId, toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { invitationsById } from '../joining/invitation-views.ts';
import { cut } from '../lib/cursor.ts';
import { found } from '../lib/errors.ts';
import { MessageModel, type MessageRecord, presentMessage } from './message.ts';
import { ParticipationModel, type ParticipationRecord, sideIn, unreadOf } from './participation.ts';

// Each of these reads the stream's head first and the data after: what happens in between is then told twice, never not.

/** The viewer's conversations, the last active first, or the one with a member. @throws AppError not_found */
export async function readConversations(
  viewer: AccountRecord,
  { cursor, limit, with: username }: ConversationQuery,
): Promise<Conversations> {
  const other = username === undefined ? {} : { other: found(await accountByUsername(username))._id };
  const head = await headOf(accountStream(viewer._id.toString()));
  const unread = await unreadOf(viewer._id);
  const sides = await ParticipationModel.find({
    account: viewer._id,
    ...other,
    ...beyond('lastAt', 'descending', cursor, 'conversation'),
  })
    .sort({ lastAt: -1, conversation: -1 })
    .limit(limit + 1)
    .lean();
  const place = ({ lastAt, conversation }: ParticipationRecord) => ({ at: lastAt, id: conversation.toString() });
  const { page, next } = cut(sides, limit, place);
  return { items: await presentSides(page), next, unread, head };
}

/** A run of a conversation's messages. @throws AppError not_found */
export async function readMessages(
  viewer: AccountRecord,
  conversationId: string,
  { before, limit }: MessageQuery,
): Promise<Messages> {
  const conversation = toId(conversationId);
  await sideIn(conversation, viewer._id);
  const head = await headOf(accountStream(viewer._id.toString()));
  const side = await sideIn(conversation, viewer._id);
  const records = await MessageModel.find({ conversation, ...(before && { number: { $lt: before } }) })
    .sort({ number: -1 })
    .limit(limit)
    .lean();
  const items = await presentMessages(records.reverse());
  const [shown] = await presentSides([side]);
  const first = items[0]?.number ?? 1;
  return { conversation: shown!, items, next: first > 1 ? first : null, head };
}

/** These sides as the members whose they are see them, in the same order. */
export async function presentSides(sides: ParticipationRecord[]): Promise<Conversation[]> {
  const [first] = sides;
  if (!first) return [];
  const others = sides.map(({ other }) => other);
  const members = await membersById(others);
  const blocked = await blockedBy(first.account, others);
  const messages = await messagesById(sides.map(({ lastMessage }) => lastMessage));
  return sides.map((side) => ({
    id: side.conversation.toString(),
    with: found(members.get(side.other.toString())),
    lastMessage: found(messages.get(side.lastMessage.toString())),
    read: side.read,
    seen: side.seen,
    blocked: blocked.has(side.other.toString()),
  }));
}

/** Messages as they are shown, with their invitations as they stand now; in the same order. */
export async function presentMessages(records: MessageRecord[]): Promise<Message[]> {
  const members = await membersById(records.map(({ author }) => author));
  const invitations = await invitationsById(records.flatMap(({ invitation }) => invitation ?? []));
  return records.map((record) => {
    const invitation = record.invitation && found(invitations.get(record.invitation.toString()));
    return presentMessage(record, found(members.get(record.author.toString())), invitation);
  });
}

async function messagesById(ids: ObjectId[]): Promise<Map<string, Message>> {
  const messages = await presentMessages(await MessageModel.find({ _id: { $in: ids } }).lean());
  return new Map(messages.map((message) => [message.id, message]));
}
