import type { Group } from '../../shared/groups.ts';
import type { Gathering } from '../../shared/presence.ts';
import { Ear } from './ear.ts';
import type { Person } from './person.ts';

type Named = { username: string };
type Kind = 'presence' | 'typing';

/** A socket that watches a group and looks at a topic of it. @param url the node it is on. */
export async function look(person: Person, group: Group, topicId: string, url = person.url): Promise<Ear> {
  const ear = await Ear.open(url, person.token);
  await ear.watch({ [`group:${group.id}`]: null });
  await view(ear, topicId);
  return ear;
}

/** Has a socket look at a topic, or at none. */
export async function view(ear: Ear, topicId: string | null): Promise<void> {
  const answer = await ear.ask('viewing', { topicId });
  if (!answer.ok) throw new Error(answer.code);
}

export const type = (ear: Ear, topicId: string, typing = true) => ear.ask('typing', { topicId, typing });

/** Comes back when the socket is told that exactly these are there, or write; what it was told before that counts no more. */
export async function told(ear: Ear, kind: Kind, people: Named[], topicId?: string): Promise<Gathering> {
  const wanted = names(people);
  const done = lastTold.get(ear) ?? { presence: -1, typing: -1 };
  const notice = await ear.notice((heard) => {
    if (heard.type !== kind || ear.heard.indexOf(heard) <= done[kind]) return false;
    const { members, count, topicId: topic } = heard.payload as Gathering;
    return names(members) === wanted && count === people.length && (topicId === undefined || topicId === topic);
  });
  lastTold.set(ear, { ...done, [kind]: ear.heard.indexOf(notice) });
  return notice.payload as Gathering;
}

const lastTold = new WeakMap<Ear, Record<Kind, number>>();

/** All lists of a kind a socket has been told, in order. */
export const lists = (ear: Ear, kind: Kind): Gathering[] =>
  ear.heard.filter(({ type }) => type === kind).map(({ payload }) => payload as Gathering);

const names = (people: Named[]): string =>
  people
    .map(({ username }) => username)
    .sort()
    .join(' ');
