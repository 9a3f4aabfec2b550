import { randomUUID } from 'node:crypto';
import { AccountModel, type AccountRecord, accountByUsername } from './accounts/account.ts';
import { createAccount } from './accounts/actions.ts';
import { changeGroup, createForum, createGroup } from './groups/actions.ts';
import { GroupModel } from './groups/group.ts';
import { changeRole } from './groups/leadership-actions.ts';
import { joinGroup, leaveGroup } from './groups/membership-actions.ts';
import { daysFrom } from './lib/days.ts';
import { found } from './lib/errors.ts';
import { type DemoGroup, type DemoTopic, GROUPS, PEOPLE } from './seed/community.ts';
import { seedDealings } from './seed/dealings.ts';
import { seedModeration } from './seed/moderation.ts';
import { seedPartners } from './seed/partners.ts';
import { type Glance, seedDecisions, seedReading, seedVisits, takeBack } from './seed/standings.ts';
import { createTopic, reply } from './topics/actions.ts';
import { posted } from './topics/held.ts';
import { giveKudos } from './topics/post-actions.ts';

const PASSWORD = 'guildhall-demo';
type People = Map<string, AccountRecord>;

/** The topics there are for each member, by their name, and what will be taken away again. */
type Seen = { topics: Map<string, Glance[]>; withdrawn: { by: string; postId: string }[] };

/**
 * Fills an empty store with a community to look at, by the actions its members would have taken.
 * @returns how to sign in as one of them; null where there are groups already.
 */
export async function seedDemo(): Promise<{ password: string; usernames: string[] } | null> {
  if (await GroupModel.exists({})) return null;
  const people: People = new Map();
  const settled = await Promise.all(PEOPLE.map((person) => settle(...person)));
  for (const account of settled) people.set(account.username, account);
  const founder = found(
    await AccountModel.findOne({ role: 'staff' }).lean(),
    'There is no staff account to make groups.',
  );
  const seen: Seen = { topics: new Map(), withdrawn: [] };
  for (const demo of GROUPS) await seedGroup(founder, people, demo, seen);
  // Ranks follow from what was looked at and written, and then from what was taken back.
  await Promise.all([...people].map(([username, person]) => seedReading(person, seen.topics.get(username) ?? [])));
  for (const { by, postId } of seen.withdrawn) await takeBack(person(people, by), postId);
  await seedDecisions(founder);
  const who = (username: string) => latest(people, username);
  await seedDealings(who);
  await seedModeration(who);
  await seedPartners(founder, who, [...people.keys()]);
  return { password: PASSWORD, usernames: [...people.keys()] };
}

async function settle(username: string, displayName: string, days: number): Promise<AccountRecord> {
  const known = await accountByUsername(username);
  const registration = { username, displayName, email: `${username}@demo.invalid`, password: PASSWORD };
  const account = known ?? (await createAccount(registration));
  const createdAt = daysFrom(new Date(), -days);
  await AccountModel.updateOne({ _id: account._id }, { $set: { createdAt } });
  await seedVisits(account);
  return { ...account, createdAt };
}

async function seedGroup(founder: AccountRecord, people: People, demo: DemoGroup, seen: Seen): Promise<void> {
  const { group, forums, members, topics, afterwards } = demo;
  const { slug, guidelines } = await createGroup(founder, group);
  for (const username of members) await joinGroup(person(people, username), slug, guidelines.version);
  await changeRole(founder, slug, members[0]!, 'leader');
  await leaveGroup(founder, slug);
  for (const [forum, name] of forums) await createForum(person(people, members[0]!), slug, { slug: forum, name });
  for (const topic of topics) await seedTopic(people, slug, members, topic, seen);
  if (afterwards) await changeGroup(person(people, members[0]!), slug, afterwards);
}

async function seedTopic(
  people: People,
  slug: string,
  members: string[],
  { title, posts }: DemoTopic,
  seen: Seen,
): Promise<void> {
  const [first, ...replies] = posts;
  const start = { clientId: randomUUID(), title, body: first!.body };
  const made = posted(await createTopic(await latest(people, first!.by), slug, start));
  await like(people, made.post.id, first!.kudos);
  for (const { by, body, kudos, withdrawn } of replies) {
    const answer = await reply(await latest(people, by), made.topic.id, { clientId: randomUUID(), body });
    const { post } = posted(answer);
    await like(people, post.id, kudos);
    if (withdrawn) seen.withdrawn.push({ by, postId: post.id });
  }
  for (const [index, username] of members.entries()) {
    // Not everyone has read everything: unread counts are part of the picture.
    const read = index < members.length - 1 ? posts.length : 0;
    addTo(seen.topics, username, { topicId: made.topic.id, read, own: username === first!.by });
  }
}

async function like(people: People, postId: string, givers: string[] = []): Promise<void> {
  await Promise.all(givers.map((username) => giveKudos(person(people, username), postId)));
}

function addTo<Item>(lists: Map<string, Item[]>, name: string, item: Item): void {
  lists.set(name, [...(lists.get(name) ?? []), item]);
}

/** The account with the rank it has by now: posts carry it. */
async function latest(people: People, username: string): Promise<AccountRecord> {
  return found(await AccountModel.findById(person(people, username)._id).lean());
}

const person = (people: People, username: string): AccountRecord => found(people.get(username));
