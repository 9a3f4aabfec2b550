import type { Invitation } from '../../shared/joining.ts';
import type { Conversation, Message } from '../../shared/messages.ts';
import { accountStream, type Stream } from '../../shared/streams.ts';
import { type AccountRecord, presentActor, presentMember } from '../accounts/account.ts';
import { blockBetween } from '../accounts/block.ts';
import { newId, toId } from '../db/id.ts';
import type { Draft } from '../events/log.ts';
import { append } from '../events/write.ts';
import { authorize } from '../lib/errors.ts';
import { MessageModel, type MessageRecord, presentMessage } from './message.ts';
import { ParticipationModel, type ParticipationRecord, sideWith, unreadOf } from './participation.ts';

export type Letter = {
  from: AccountRecord;
  to: AccountRecord;
  clientId: string;
  body: string;
  invitation?: Invitation;
};

/** What came of it for the sender; `draft` is the event on their own stream. */
export type Sent = { conversation: Conversation; message: Message; draft: Draft };

/** Both hear of each message. */
export const streamsOf = (one: AccountRecord, other: AccountRecord): Stream[] => [ownStream(one), ownStream(other)];

/**
 * Puts a message at the end of the conversation of two members, which begins with the first, in the transaction at hand,
 * which writes to the streams of both.
 * @throws AppError blocked, whichever of the two blocks the other.
 */
export async function send(letter: Letter): Promise<Sent> {
  const { from, to } = letter;
  authorize(!(await blockBetween(from._id, to._id)), 'blocked');
  const [own, theirs] = [await sideWith(from._id, to._id), await sideWith(to._id, from._id)];
  const record = messageOf(letter, own);
  await MessageModel.insertMany([record], { lean: true });
  const sides = sidesAfter(record, letter, own, theirs);
  await keep(sides);
  const message = presentMessage(record, presentMember(from), letter.invitation ?? null);
  const [conversation, draft] = await tell(letter, sides[0], to, message);
  await tell(letter, sides[1], from, message);
  return { conversation, message, draft };
}

function messageOf({ from, clientId, body, invitation }: Letter, own: ParticipationRecord | null): MessageRecord {
  return {
    _id: newId(),
    conversation: own?.conversation ?? newId(),
    number: (own?.lastNumber ?? 0) + 1,
    author: from._id,
    clientId,
    body,
    invitation: invitation ? toId(invitation.id) : null,
    createdAt: new Date(),
  };
}

/** Both sides with the message in them: who writes has read all before it, and the other is told so. */
function sidesAfter(
  { _id, conversation, number, createdAt }: MessageRecord,
  { from, to }: Letter,
  own: ParticipationRecord | null,
  theirs: ParticipationRecord | null,
): [ParticipationRecord, ParticipationRecord] {
  const last = { conversation, lastNumber: number, lastMessage: _id, lastAt: createdAt };
  const fresh = { read: 0, seen: 0, answered: false };
  return [
    { ...fresh, _id: newId(), account: from._id, other: to._id, ...own, ...last, read: number, unread: false },
    {
      ...fresh,
      _id: newId(),
      account: to._id,
      other: from._id,
      ...theirs,
      ...last,
      seen: number,
      unread: true,
      answered: true,
    },
  ];
}

async function keep(sides: ParticipationRecord[]): Promise<void> {
  const writes = sides.map(({ _id, account, other, ...side }) => ({
    updateOne: { filter: { account, other }, update: { $set: side, $setOnInsert: { _id } }, upsert: true },
  }));
  await ParticipationModel.bulkWrite(writes);
}

/** Tells one of the two, with the conversation as they see it; neither blocks the other. */
async function tell(
  { from }: Letter,
  side: ParticipationRecord,
  other: AccountRecord,
  message: Message,
): Promise<[Conversation, Draft]> {
  const { read, seen } = side;
  const conversation = {
    id: message.conversationId,
    with: presentMember(other),
    lastMessage: message,
    read,
    seen,
    blocked: false,
  };
  const told = { conversation, message, unread: await unreadOf(side.account) };
  return [conversation, append(accountStream(side.account.toString()), 'message.sent', presentActor(from), told)];
}

const ownStream = (account: AccountRecord): Stream => accountStream(account._id.toString());
