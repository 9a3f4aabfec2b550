import type { LoggedEvent } from '../events.ts';
import type { Blocks, Message, MessageReport, MessageReports, Messages } from '../messages.ts';
import { byAge, byUsername } from '../order.ts';
import { reduceConversation } from './conversations.ts';
import { isRelabelling, LABEL_EVENTS, relabel } from './labels.ts';
import { reduceMessage } from './message.ts';
import { type Reducer, reducer, withItem } from './reducer.ts';

/** A run of a conversation's messages. New ones appear where the run reaches the last. */
export const reduceMessages: Reducer<Messages> = reducer<Messages>((run, event, viewer) => {
  const conversation = reduceConversation(run.conversation, event, viewer);
  const items = run.items.map((message) => reduceMessage(message, event));
  const fresh = event.type === 'message.sent' && event.data.conversation.id === conversation.id && event.data.message;
  return { ...run, conversation, items: fresh ? withMessage(items, fresh) : items };
}, LABEL_EVENTS);

/** Whom the viewer blocks. */
export const reduceBlocks: Reducer<Blocks> = reducer<Blocks>(
  (list, event) => {
    if (isRelabelling(event)) {
      return { ...list, items: list.items.map((member) => relabel(member, event)) };
    }
    if (event.type !== 'block.changed') return list;
    const { member, blocked } = event.data;
    const others = list.items.filter(({ id }) => id !== member.id);
    return { ...list, items: blocked ? [...others, member].sort(byUsername) : others };
  },
  ['rank.up', 'rank.changed', 'member.updated'],
);

/** Reports of messages in a state, the oldest first. What comes in beyond the last that is shown is for the next page. */
export const reduceMessageReportsIn = (state: MessageReport['state']): Reducer<MessageReports> =>
  reducer<MessageReports>((list, event) => {
    const items = list.items.map((item) => reduceReport(item, event));
    const told = event.type === 'message.reported' || event.type === 'message_report.handled';
    const now = told ? withItem({ ...list, items }, event.data, byAge) : items;
    return { ...list, items: now.filter((item) => item.state === state) };
  }, LABEL_EVENTS);

/** Those that nobody has handled yet. */
export const reduceMessageReports = reduceMessageReportsIn('open');

function reduceReport(report: MessageReport, event: LoggedEvent): MessageReport {
  if (event.type === 'message_report.handled' && event.data.id === report.id) return event.data;
  const relabels = isRelabelling(event);
  return {
    ...report,
    reporter: relabels ? relabel(report.reporter, event) : report.reporter,
    handledBy: relabels && report.handledBy ? relabel(report.handledBy, event) : report.handledBy,
    message: reduceMessage(report.message, event),
    context: report.context.map((message) => reduceMessage(message, event)),
  };
}

/** An older run does not reach the last message: what is new is not in it. */
function withMessage(items: Message[], fresh: Message): Message[] {
  return (items.at(-1)?.number ?? 0) === fresh.number - 1 ? [...items, fresh] : items;
}
