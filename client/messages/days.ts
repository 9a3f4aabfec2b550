import type { Message } from '../../shared/messages.ts';

/** A message with what its place in the conversation decides. Pure. */
export type Placed = {
  message: Message;
  /** The day that begins with it. */
  day: string | null;
  /** It follows one by the same person, a moment before: who wrote it need not be said again. */
  follows: boolean;
};

const SOON_MS = 5 * 60_000;

export function placed(messages: Message[], dayOf: (time: string) => string): Placed[] {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const day = dayOf(message.createdAt);
    const sameDay = before !== undefined && dayOf(before.createdAt) === day;
    return { message, day: sameDay ? null : day, follows: sameDay && isSequel(before, message) };
  });
}

function isSequel(before: Message, message: Message): boolean {
  const apart = Date.parse(message.createdAt) - Date.parse(before.createdAt);
  return before.from.id === message.from.id && !before.invitation && !message.invitation && apart < SOON_MS;
}
