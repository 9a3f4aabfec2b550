import type { OwnMembership } from './accounts.ts';
import type { Topic } from './topics.ts';

// The orders that server and client must agree on. They stand apart from the schemas, which the client does without.

/** Topic lists: last active first, ids decide between equals. */
export function byActivity(a: Topic, b: Topic): number {
  return b.lastPost.at.localeCompare(a.lastPost.at) || (a.id < b.id ? 1 : -1);
}

/** One's own groups. */
export const byGroupName = (a: OwnMembership, b: OwnMembership): number =>
  a.group.name.localeCompare(b.group.name, 'en') || (a.group.id < b.group.id ? -1 : 1);
