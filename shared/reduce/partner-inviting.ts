import type { ExpertInvitations, Interests } from '../partners/inviting.ts';
import { reducer, withItem, without } from './reducer.ts';
import { requalified } from './requalified.ts';

/** Who would like to be a partner's expert, the latest first. */
export const reduceInterests = reducer<Interests>((list, event) => {
  if (event.type !== 'interest.changed')
    return { ...list, items: requalified(list.items, event, (it) => it.person.id) };
  const others = without(list.items, event.data.id);
  const items = event.data.withdrawn ? others : withItem({ ...list, items: others }, event.data, byTime);
  return { ...list, items };
});

/** A partner's invitations that wait for an answer, the latest first. */
export const reduceExpertInvitations = reducer<ExpertInvitations>((list, event) => {
  if (event.type !== 'expert_invitation.changed')
    return { ...list, items: requalified(list.items, event, (it) => it.to.id) };
  const others = without(list.items, event.data.id);
  const items = event.data.state === 'pending' ? withItem({ ...list, items: others }, event.data, byTime) : others;
  return { ...list, items };
});

const byTime = (a: { id: string; at: string }, b: { id: string; at: string }): number =>
  b.at.localeCompare(a.at) || (a.id < b.id ? 1 : -1);
