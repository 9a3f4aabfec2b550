import type { DraftPlace } from '../../shared/drafts.ts';
import type { LoggedEvent } from '../../shared/events.ts';
import { viewer } from '../live/current.ts';
import { onHappening } from '../live/happenings.ts';
import { outbox as messages } from '../messages/sending.ts';
import { outbox as replies } from '../topics/sending.ts';
import { handOn, save, saveAtOnce, settle } from './saving.ts';
import { draftAt, handedOnPlaces, hearOtherTabs, unsavedPlaces } from './shelf.ts';

/**
 * Saves what was written while the server was away, and settles what a page that ended left unsettled. Call when signed in
 * and after a reconnection, once what is on its way has been taken up again.
 */
export function saveUnsaved(): void {
  for (const place of unsavedPlaces()) void save(place);
  const underWay = new Set<DraftPlace>([
    ...replies.get().map(({ topicId }): DraftPlace => `topic:${topicId}`),
    ...messages.get().map(({ conversationId }): DraftPlace => `conversation:${conversationId}`),
  ]);
  for (const place of handedOnPlaces()) if (!underWay.has(place)) void settle(place);
}

/** Keeps drafts together over tabs and devices while someone is signed in. */
export function watchDrafts(): () => void {
  const leaving = () => {
    if (document.hidden) saveAtOnce();
  };
  const stops = [hearOtherTabs(), onHappening(clearSent)];
  document.addEventListener('visibilitychange', leaving);
  return () => {
    document.removeEventListener('visibilitychange', leaving);
    for (const stop of stops) stop();
  };
}

/** What was sent from another device need not be written on here. */
function clearSent(event: LoggedEvent): void {
  if (event.type === 'post.created') clear(`topic:${event.data.topicId}`, '', event.data.post);
  if (event.type === 'topic.created')
    clear(`group:${event.data.topic.groupId}`, event.data.topic.title, event.data.post);
  if (event.type === 'message.sent') {
    const { message } = event.data;
    clear(`conversation:${message.conversationId}`, '', { author: message.from, body: message.body });
  }
}

type Said = { author: { id: string }; body: string };

function clear(place: DraftPlace, title: string, { author, body }: Said): void {
  if (author.id !== viewer()) return;
  const draft = draftAt(place).get();
  if (!draft.unsaved && plain(draft.title) === title && plain(draft.body) === body) handOn(place);
}

/** As the server keeps what it is sent. */
const plain = (text: string): string => text.normalize('NFC').trim();
