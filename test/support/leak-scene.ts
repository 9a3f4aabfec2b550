import { randomUUID } from 'node:crypto';
import type { Group } from '../../shared/groups.ts';
import { askIn } from './closed.ts';
import { ok, Person } from './person.ts';

// A closed group full of things nobody outside may learn of. Every text in it has the word, everyone in it the name.

export const WORD = 'sesame';
export const NAME = 'sindbad';
export const NOWHERE = '0'.repeat(24);

/** People who may not see what is inside. All but the first have been there. */
export const LOOKERS = [
  'one who was never in',
  'one who was removed',
  'one who was banned',
  'one who has left',
] as const;
export type Looker = (typeof LOOKERS)[number];

export type LeakScene = {
  url: string;
  group: Group;
  staff: Person;
  leader: Person;
  insider: Person;
  lookers: Record<Looker, Person>;
  /** Ids of what is inside, by what it is. */
  inside: Record<
    'forum' | 'topic' | 'post' | 'report' | 'request' | 'sanction' | 'invitation' | 'conversation' | 'message' | 'act',
    string
  >;
  application: string;
  mail: string;
};

let said = 0;
/** A text with the word, unlike all others. */
export const secret = (what: string): string => `${WORD} ${what} ${said++}`;

export async function leakScene(url: string): Promise<LeakScene> {
  const staff = await Person.register(url, 'staff', 'staff');
  const [leader, insider] = [await Person.register(url, NAME), await Person.register(url, NAME)];
  const group = await staff.makeGroup({
    access: 'closed',
    criteria: 'Know the word',
    guidelines: secret('guidelines'),
  });
  const base = `/groups/${group.slug}`;
  const lookers = Object.fromEntries(
    await Promise.all(LOOKERS.map(async (looker) => [looker, await Person.register(url, 'looker')] as const)),
  ) as Record<Looker, Person>;
  const former = LOOKERS.slice(1).map((looker) => lookers[looker]);
  for (const person of [leader, insider, ...former]) await enter(staff, person, group);
  ok(await staff.patch(`${base}/members/${leader.username}`, { role: 'leader' }));
  ok(await staff.delete(`${base}/membership`));
  const forum = ok(await leader.post(`${base}/forums`, { slug: WORD, name: secret('forum') })).body;
  const { topic, post } = await insider.startTopic(group, secret('title'), secret('body'));
  const [act] = ok(
    await leader.post(`${base}/acts`, { kind: 'pin', topicId: topic.id, reason: secret('reason to pin') }),
  ).body.acts;
  const invited = await Person.register(url, NAME);
  const invitation = ok(
    await leader.post(`${base}/invitations`, { username: invited.username, message: secret('letter') }),
  );
  ok(await leader.post(`/posts/${post.id}/reports`, { reason: 'other', note: secret('report') }));
  const report = ok(await leader.get(`${base}/reports`)).body.items[0];
  const conversation = ok(await invited.get('/me/conversations')).body.items[0];
  const request = await askIn(await Person.register(url, NAME), group, secret('request'));
  const muted = { username: insider.username, kind: 'mute', until: inAnHour(), reason: secret('reason') };
  const sanction = ok(await leader.post(`${base}/sanctions`, muted)).body;
  ok(await leader.delete(`/sanctions/${sanction.id}`));
  const lasting = ok(
    await leader.post(`${base}/sanctions`, { ...muted, username: (await filler(staff, url, group)).username }),
  ).body;
  const application = ok(await insider.post('/lead-applications', LEAD)).body;
  for (const person of former) await takePart(person, group, topic.id, insider);
  ok(await staff.delete(`${base}/members/${lookers['one who was removed'].username}`, { reason: 'Spam' }));
  const banned = { username: lookers['one who was banned'].username, kind: 'ban', reason: 'Threats' };
  ok(await staff.post(`${base}/sanctions`, banned));
  ok(await lookers['one who has left'].delete(`${base}/membership`));
  return {
    url,
    group,
    staff,
    leader,
    insider,
    lookers,
    inside: {
      forum: forum.id,
      topic: topic.id,
      post: post.id,
      report: report.id,
      request: request.id,
      sanction: lasting.id,
      invitation: invitation.body.id,
      conversation: conversation.id,
      message: conversation.lastMessage.id,
      act: act.id,
    },
    application: application.id,
    mail: ok(await staff.get('/outbox')).body.items[0].id,
  };
}

export const LEAD = {
  name: secret('group'),
  category: 'Interest',
  access: 'closed',
  description: secret('description'),
  motivation: secret('motivation'),
};

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

async function enter(staff: Person, person: Person, group: Group): Promise<void> {
  const { id } = await askIn(person, group);
  // By staff: whom it was by is told to those who come in.
  ok(await staff.patch(`/join-requests/${id}`, { decision: 'approve' }));
  ok(await person.put(`/groups/${group.slug}/guidelines-acceptance`, { version: 1 }));
}

async function filler(staff: Person, url: string, group: Group): Promise<Person> {
  const person = await Person.register(url, NAME);
  await enter(staff, person, group);
  return person;
}

/** Does in the group all that could leave a trace with someone. */
async function takePart(person: Person, group: Group, topicId: string, insider: Person): Promise<void> {
  ok(await person.put(`/topics/${topicId}/read`, { number: 1 }));
  ok(await person.put(`/subscriptions/topic/${topicId}`, { level: 'on' }));
  const { topic } = await person.startTopic(group, secret('own title'), secret('own body'));
  await insider.reply(topic.id, secret('answer'));
  await insider.reply(topicId, `@${person.username} ${secret('mention')}`);
  ok(await person.put(`/me/drafts/group:${group.id}`, { title: '', body: 'A draft', updatedAt: null }));
}

/** Something of every kind happens inside. */
export async function happen({ group, leader, insider, inside, staff, url, lookers }: LeakScene): Promise<void> {
  const base = `/groups/${group.slug}`;
  const names = Object.values(lookers).map(({ username }) => `@${username}`);
  const { topic, post } = await leader.startTopic(
    group,
    secret('later title'),
    `${names.join(' ')} ${secret('later')}`,
  );
  await insider.reply(inside.topic, `${names.join(' ')} ${secret('later reply')}`);
  const clientId = randomUUID();
  ok(await insider.post(`/topics/${topic.id}/posts`, { clientId, body: secret('answer'), replyTo: 1 }));
  ok(await leader.patch(`/posts/${post.id}`, { body: secret('edited') }));
  ok(await insider.put(`/posts/${post.id}/kudos`));
  ok(await leader.patch(base, { guidelines: secret('later guidelines') }));
  ok(await leader.post(`${base}/forums`, { slug: `${WORD}-later`, name: secret('later forum') }));
  await enterLater(staff, await Person.register(url, NAME), group);
  const sanction = { username: insider.username, kind: 'mute', until: inAnHour(), reason: secret('later reason') };
  ok(await leader.delete(`/sanctions/${ok(await leader.post(`${base}/sanctions`, sanction)).body.id}`));
  ok(await leader.delete(`/posts/${post.id}`));
}

async function enterLater(staff: Person, person: Person, group: Group): Promise<void> {
  const { id } = await askIn(person, group, secret('later request'));
  ok(await staff.patch(`/join-requests/${id}`, { decision: 'approve' }));
}
