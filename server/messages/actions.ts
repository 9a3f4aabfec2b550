import type { MessageAnswer, NewConversation, NewMessage } from '../../shared/messages.ts';
import { accountStream } from '../../shared/streams.ts';
import { AccountModel, type AccountRecord, accountByUsername, presentActor } from '../accounts/account.ts';
import { blockBetween } from '../accounts/block.ts';
import { duplicateOf } from '../db/duplicate.ts';
import { toId } from '../db/id.ts';
import { headOf } from '../events/log.ts';
import { append, write } from '../events/write.ts';
import { AppError, found } from '../lib/errors.ts';
import type { Limits } from '../lib/limits.ts';
import { type Created, once, refuseClientId } from '../topics/resubmission.ts';
import { restrain } from './flood.ts';
import { MessageModel } from './message.ts';
import { ParticipationModel, sideIn, sideWith, unreadOf } from './participation.ts';
import { send, streamsOf } from './sending.ts';
import { presentMessages, presentSides } from './views.ts';

/**
 * Writes to a member, which begins the conversation if there is none yet.
 * @throws AppError not_found, invalid_request (to oneself), blocked, rate_limited
 */
export async function writeTo(
  viewer: AccountRecord,
  { username, ...input }: NewConversation,
  limits: Limits,
): Promise<Created<MessageAnswer>> {
  const to = found(await accountByUsername(username), 'There is no member of that name.');
  if (to._id.equals(viewer._id)) refuseOneself();
  return submit(viewer, to, input, limits);
}

/** Writes in a conversation. The same `clientId` again answers with what the first made. @throws AppError not_found, blocked, rate_limited */
export async function writeIn(
  viewer: AccountRecord,
  conversationId: string,
  input: NewMessage,
  limits: Limits,
): Promise<Created<MessageAnswer>> {
  const { other } = await sideIn(toId(conversationId), viewer._id);
  return submit(viewer, found(await AccountModel.findById(other).lean()), input, limits);
}

/**
 * Notes how far the viewer has read a conversation, on all their devices; it never goes back. The other is told, unless
 * one of them blocks the other.
 * @throws AppError not_found
 */
export async function markConversationRead(viewer: AccountRecord, conversationId: string, upTo: number): Promise<void> {
  const conversation = toId(conversationId);
  const { other } = await sideIn(conversation, viewer._id);
  const [own, theirs] = [accountStream(viewer._id.toString()), accountStream(other.toString())];
  await write([own, theirs], async () => {
    const { read, lastNumber } = await sideIn(conversation, viewer._id);
    const number = Math.min(upTo, lastNumber);
    if (read >= number) return;
    const changes = { read: number, unread: number < lastNumber };
    await ParticipationModel.updateOne({ conversation, account: viewer._id }, { $set: changes });
    const told = { conversationId, accountId: viewer._id.toString(), number };
    append(own, 'conversation.read', presentActor(viewer), { ...told, unread: await unreadOf(viewer._id) });
    if (await blockBetween(viewer._id, other)) return;
    await ParticipationModel.updateOne({ conversation, account: other }, { $set: { seen: number } });
    append(theirs, 'conversation.read', presentActor(viewer), { ...told, unread: null });
  });
}

function submit(
  viewer: AccountRecord,
  to: AccountRecord,
  input: NewMessage,
  limits: Limits,
): Promise<Created<MessageAnswer>> {
  const letter = { from: viewer, to, ...input };
  return once(
    () => earlierMessage(viewer, to, input.clientId),
    async () => {
      await restrain(letter, limits);
      const { draft, ...made } = await unlessBegun(() => write(streamsOf(viewer, to), () => send(letter)));
      return { ...made, head: { stream: draft.stream, seq: draft.seq }, created: true };
    },
  );
}

async function earlierMessage(
  viewer: AccountRecord,
  to: AccountRecord,
  clientId: string,
): Promise<Created<MessageAnswer> | null> {
  const record = await MessageModel.findOne({ author: viewer._id, clientId }).lean();
  if (!record) return null;
  const head = await headOf(accountStream(viewer._id.toString()));
  const side = await sideWith(viewer._id, to._id);
  if (!side?.conversation.equals(record.conversation)) refuseClientId();
  const [[conversation], [message]] = [await presentSides([side]), await presentMessages([record])];
  return { conversation: conversation!, message: message!, head, created: false };
}

/** Two members who write to each other for the first time at once, on two nodes, begin one conversation. */
async function unlessBegun<Result>(make: () => Promise<Result>): Promise<Result> {
  try {
    return await make();
  } catch (error) {
    if (!duplicateOf(error)?.includes('other')) throw error;
    return make();
  }
}

function refuseOneself(): never {
  const errors = [{ path: 'username', message: 'is your own' }];
  throw new AppError('invalid_request', 'You cannot write to yourself.', { errors });
}
