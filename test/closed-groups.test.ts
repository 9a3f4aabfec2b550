import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { completeGroups } from '../server/groups/group.ts';
import type { GroupCard } from '../shared/groups.ts';
import { groupStream, leadersStream, type Stream } from '../shared/streams.ts';
import {
  askIn,
  type ClosedPeople,
  type ClosedScene,
  closedPeople,
  closedScene,
  codeOf,
  letIn,
  NOTHING,
} from './support/closed.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let people: ClosedPeople;
beforeAll(async () => {
  guildhall = await openGuildhall();
  people = await closedPeople(guildhall.url);
});
afterAll(() => guildhall?.close());

let scene: ClosedScene;
let stream: Stream;
let open: Ear[] = [];
beforeEach(async () => {
  const changes = { criteria: 'Bring a lamp', guidelines: 'Whisper.', beta: true };
  scene = await closedScene(guildhall.url, changes, people);
  stream = groupStream(scene.group.id);
});
afterEach(() => {
  for (const ear of open) ear.close();
  open = [];
});

async function listen(person: Person): Promise<Ear> {
  const ear = await person.listen();
  open.push(ear);
  return ear;
}

/** Watches from now on. */
async function watches(person: Person, name: string = stream): Promise<Ear> {
  const ear = await listen(person);
  expect(await ear.watch({ [name]: null })).toMatchObject({ [name]: { events: [] } });
  return ear;
}

async function mayWatch(person: Person, name: string = stream): Promise<boolean> {
  const ear = await listen(person);
  return !('denied' in (await ear.watch({ [name]: null }))[name]!);
}

const revoked = (ear: Ear) => ear.notice(({ type }) => type === 'revoked');
const accept = (person: Person) =>
  person.put(`/groups/${scene.group.slug}/guidelines-acceptance`, { version: 1 }).then(ok);

/** Writes a post that a member then hears: whatever would be told of it has been told. */
async function speak(title = 'Said inside'): Promise<void> {
  const { leader, group } = scene;
  const ear = await watches(leader);
  await accept(leader);
  await leader.startTopic(group, title);
  await ear.next('topic.created');
}

describe('a closed group', () => {
  test('shows an outsider what it is, and nothing that goes on in it', async () => {
    const { outsider, group } = scene;
    const { createdAt: _, ...shown } = ok(await outsider.get(`/groups/${group.slug}`)).body;
    const { id, slug, name, category, description } = group;
    const card = { id, slug, name, category, description, access: 'closed', beta: true, archivedAt: null };
    const untold = { memberCount: null, topicCount: null, membership: null, head: { stream, seq: 0 } };
    const nothing = { guidelines: { version: 0, text: '' }, leaders: [], forums: [], slowSeconds: 0 };
    expect(shown).toEqual({ ...card, ...untold, ...nothing, readable: false, criteria: 'Bring a lamp' });
    const cards: GroupCard[] = ok(await outsider.get('/groups?limit=100')).body.items;
    expect(cards.find((listed) => listed.id === id)).toEqual({ ...card, ...untold });
  });

  test('is read by its members, and by those who look after the site', async () => {
    const { leader, member, moderator, staff, group } = scene;
    for (const reader of [leader, member, moderator, staff]) {
      const shown = ok(await reader.get(`/groups/${group.slug}`)).body;
      expect(shown).toMatchObject({
        readable: true,
        memberCount: 2,
        topicCount: 0,
        guidelines: { version: 1, text: 'Whisper.' },
        leaders: [{ id: leader.id }],
        forums: [{ slug: 'general' }],
      });
      expect(shown.head.seq).toBeGreaterThan(0);
      for (const part of ['members', 'forums', 'topics']) ok(await reader.get(`/groups/${group.slug}/${part}`));
    }
  });

  test('is to an outsider as if nothing were in it, before and after someone has been there', async () => {
    const { leader, member, outsider, group } = scene;
    await accept(member);
    const { topic, post } = await member.startTopic(group);
    const paths = [`/groups/${group.slug}/members`, `/groups/${group.slug}/topics`, `/topics/${topic.id}`];
    paths.push(`/topics/${topic.id}/posts`, `/posts/${post.id}/revisions`);
    const all = async (person: Person) => {
      for (const path of paths) expect(await person.get(path)).toMatchObject(NOTHING);
      expect(await person.patch(`/posts/${post.id}`, { body: 'Mine' })).toMatchObject(NOTHING);
    };
    await all(outsider);
    ok(await leader.delete(`/groups/${group.slug}/members/${member.username}`, { reason: 'Spam' }));
    await all(member);
  });

  test('cannot be joined: one asks', async () => {
    const { outsider, group } = scene;
    const answer = await outsider.post(`/groups/${group.slug}/membership`, { guidelinesVersion: 1 });
    expect([answer.status, answer.body.code]).toEqual([403, 'closed_group']);
    expect(ok(await outsider.get(`/groups/${group.slug}`)).body.membership).toBeNull();
  });

  test('answers the same submission again only to one who may still read it', async () => {
    const { leader, member, group } = scene;
    await accept(member);
    const { topic, post } = await member.startTopic(group, 'A topic', 'Mine');
    const again = () =>
      member.post(`/groups/${group.slug}/topics`, { clientId: post.clientId, title: 'A topic', body: 'Mine' });
    const reply = { clientId: crypto.randomUUID(), body: 'A reply' };
    const replyAgain = () => member.post(`/topics/${topic.id}/posts`, reply);
    expect([(await again()).status, (await replyAgain()).status, (await replyAgain()).status]).toEqual([200, 201, 200]);
    ok(await leader.delete(`/groups/${group.slug}/members/${member.username}`, { reason: 'Spam' }));
    expect(await again()).toMatchObject(NOTHING);
    expect(await replyAgain()).toMatchObject(NOTHING);
  });
});

describe('who listens', () => {
  test('to a closed group: members, moderators and staff; to its leaders’ stream: leaders and staff', async () => {
    const { leader, member, moderator, staff, outsider, group } = scene;
    const people = [leader, member, moderator, staff, outsider];
    const may = async (name: string) => Promise.all(people.map((person) => mayWatch(person, name)));
    expect(await may(stream)).toEqual([true, true, true, true, false]);
    expect(await may(leadersStream(group.id))).toEqual([true, false, false, true, false]);
    expect(await may('staff')).toEqual([false, false, false, true, false]);
    expect(await may(leadersStream('0'.repeat(24)))).toEqual([false, false, false, false, false]);
  });

  test('to none of it, who comes with a place in it from before', async () => {
    const { leader, member, group } = scene;
    const { seq } = ok(await member.get(`/groups/${group.slug}`)).body.head;
    ok(await leader.delete(`/groups/${group.slug}/members/${member.username}`, { reason: 'Spam' }));
    await speak();
    const ear = await listen(member);
    for (const last of [0, 1, seq, seq + 50, null]) {
      expect(await ear.watch({ [stream]: last })).toEqual({ [stream]: { denied: true } });
    }
  });

  test('no longer, after leaving; nothing more is heard, and others hear of it', async () => {
    const { member, leader, group } = scene;
    const [ear, other] = [await watches(member), await watches(leader)];
    ok(await member.delete(`/groups/${group.slug}/membership`));
    expect((await revoked(ear)).payload).toEqual({ stream, reason: 'left' });
    await speak();
    expect((await other.next('member.left')).data.accountId).toBe(member.id);
    await ear.settled();
    expect(ear.events(stream)).toEqual([]);
    expect(await mayWatch(member)).toBe(false);
  });

  test('to an open group, on having left it, if they ask again', async () => {
    const { staff } = scene;
    const [group, member] = [await staff.makeGroup(), await Person.register(guildhall.url)];
    await member.join(group);
    const own = groupStream(group.id);
    const ear = await watches(member, own);
    ok(await member.delete(`/groups/${group.slug}/membership`));
    expect((await revoked(ear)).payload).toEqual({ stream: own, reason: 'left' });
    expect(await ear.watch({ [own]: null })).toMatchObject({ [own]: { events: [] } });
    await staff.startTopic(group);
    await ear.next('topic.created');
  });
});

describe('closing an open group', () => {
  /** An open group with its leader (of staff), a member, and a guest who reads along. */
  async function openScene() {
    const { staff, outsider: guest, member } = scene;
    const group = await staff.makeGroup();
    await member.join(group);
    return { staff, guest, member, group, own: groupStream(group.id) };
  }

  test('sends everyone out of its stream; members come back, and no one else', async () => {
    const { staff, guest, member, group, own } = await openScene();
    const ears = [await watches(staff, own), await watches(member, own), await watches(guest, own)];
    ok(await staff.patch(`/groups/${group.slug}`, { access: 'closed' }));
    for (const ear of ears) expect((await revoked(ear)).payload).toEqual({ stream: own, reason: 'closed' });
    const [, inside, outside] = ears as [Ear, Ear, Ear];
    const { head } = ok(await member.get(`/groups/${group.slug}`)).body;
    expect(await inside.watch({ [own]: head.seq })).toMatchObject({ [own]: { events: [] } });
    expect(await outside.watch({ [own]: head.seq })).toEqual({ [own]: { denied: true } });
    await staff.startTopic(group);
    await inside.next('topic.created');
    await outside.settled();
    expect(outside.events(own)).toEqual([]);
    expect(await guest.get(`/groups/${group.slug}/topics`)).toMatchObject(NOTHING);
    expect(await mayWatch(guest, own)).toBe(false);
  });

  test('in the very moment of watching lets nothing out after it', async () => {
    const { staff, member, group, own } = await openScene();
    const guests = await Promise.all(Array.from({ length: 6 }, () => Person.register(guildhall.url)));
    const ears = await Promise.all(guests.map(listen));
    const watching = ears.map((ear) => ear.watch({ [own]: 0 }));
    const closing = staff.patch(`/groups/${group.slug}`, { access: 'closed' });
    await Promise.all([...watching, closing.then(ok)]);
    const inside = await watches(member, own);
    await staff.startTopic(group, 'After it was closed');
    await inside.next('topic.created');
    for (const [index, ear] of ears.entries()) {
      await ear.settled();
      const told = (await watching[index])![own]!;
      const events = [...('events' in told ? told.events : []), ...ear.events(own)];
      expect(events.filter(({ type }) => type === 'topic.created' || type === 'group.closed')).toEqual([]);
    }
  });

  test('ends what guests saw of who is there and who writes', async () => {
    const { staff, guest, member, group, own } = await openScene();
    const { topic } = await staff.startTopic(group);
    const [ear, inside] = [await watches(guest, own), await watches(member, own)];
    for (const one of [ear, inside])
      expect(await one.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: true });
    ok(await staff.patch(`/groups/${group.slug}`, { access: 'closed' }));
    await revoked(ear);
    const refusal = await ear.ask('viewing', { topicId: topic.id });
    expect(refusal).toEqual(await ear.ask('viewing', { topicId: '0'.repeat(24) }));
    await revoked(inside);
    await inside.watch({ [own]: null });
    expect(await inside.ask('viewing', { topicId: topic.id })).toMatchObject({ ok: true });
    const last = ear.heard.length;
    expect(await inside.ask('typing', { topicId: topic.id, typing: true })).toMatchObject({ ok: true });
    await inside.notice(({ type }) => type === 'typing');
    await ear.settled();
    expect(ear.heard.slice(last)).toEqual([]);
  });

  test('and opening it again lets everyone in', async () => {
    const { staff, guest, group, own } = await openScene();
    ok(await staff.patch(`/groups/${group.slug}`, { access: 'closed' }));
    expect(await mayWatch(guest, own)).toBe(false);
    ok(await staff.patch(`/groups/${group.slug}`, { access: 'open' }));
    expect(await mayWatch(guest, own)).toBe(true);
    expect(ok(await guest.get(`/groups/${group.slug}`)).body).toMatchObject({ readable: true, memberCount: 2 });
    ok(await guest.post(`/groups/${group.slug}/membership`, { guidelinesVersion: 1 }));
  });

  test('that has been opened, takes a member whose request still waits, and settles it', async () => {
    const { leader, outsider, group } = scene;
    const request = await askIn(outsider, group);
    ok(await leader.patch(`/groups/${group.slug}`, { access: 'open' }));
    ok(await outsider.post(`/groups/${group.slug}/membership`, { guidelinesVersion: 1 }));
    const approved = ok(await leader.get(`/groups/${group.slug}/join-requests?state=approved`)).body.items;
    expect(approved.map(({ id }: { id: string }) => id)).toContain(request.id);
    expect(ok(await leader.get(`/groups/${group.slug}/join-requests`)).body.items).toEqual([]);
  });
});

describe('authority that ends', () => {
  const assign = (person: Person, role: string) => scene.staff.patch(`/accounts/${person.username}`, { role }).then(ok);
  const closing = (ear: Ear) => ear.notice(({ type }) => type === 'closing');

  test('over the site closes one’s sockets on every device, and what they come back to is what is left', async () => {
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    const devices = [await watches(moderator), await watches(moderator)];
    await assign(moderator, 'member');
    for (const ear of devices) expect((await closing(ear)).payload).toEqual({ code: 'role' });
    await speak();
    for (const ear of devices) expect(ear.events(stream)).toEqual([]);
    expect(await mayWatch(moderator)).toBe(false);
    expect(await mayWatch(moderator, moderator.ownStream)).toBe(true);
  });

  test('as staff ends what staff hear, at once', async () => {
    const { outsider, group } = scene;
    await assign(outsider, 'staff');
    const names = ['staff', leadersStream(group.id), stream];
    expect(await Promise.all(names.map((name) => mayWatch(outsider, name)))).toEqual([true, true, true]);
    const ear = await watches(outsider, 'staff');
    await assign(outsider, 'member');
    await ear.notice(({ type }) => type === 'disconnect');
    expect(await Promise.all(names.map((name) => mayWatch(outsider, name)))).toEqual([false, false, false]);
    expect(ear.events('staff')).toEqual([]);
  });

  test.each<[string, (leading: Person) => Promise<unknown>]>([
    ['is taken away', (leading) => scene.staff.patch(pathOf(leading), { role: 'member' })],
    ['is given back', (leading) => leading.patch(pathOf(leading), { role: 'member' })],
    ['is handed over', (leading) => leading.put(`${base()}/leadership`, { username: scene.member.username })],
    ['ends with leaving', (leading) => leading.delete(`${base()}/membership`)],
    ['ends with removal', (leading) => scene.staff.delete(pathOf(leading), { reason: 'R' })],
    [
      'ends with a ban',
      (leading) => scene.staff.post(`${base()}/sanctions`, { username: leading.username, kind: 'ban', reason: 'Spam' }),
    ],
  ])('over a group that %s sends them out of the leaders’ stream', async (_name, ends) => {
    const { leader, outsider, staff, group } = scene;
    await letIn(leader, outsider, group);
    ok(await staff.patch(pathOf(outsider), { role: 'leader' }));
    const own = leadersStream(group.id);
    const [ear, other] = [await watches(outsider, own), await watches(leader, own)];
    ok((await ends(outsider)) as Parameters<typeof ok>[0]);
    expect((await revoked(ear)).payload).toEqual({ stream: own, reason: 'role' });
    await askIn(await Person.register(guildhall.url), group);
    await other.next('join_request.sent');
    await ear.settled();
    expect(ear.events(own).filter(({ type }) => type === 'join_request.sent')).toEqual([]);
    expect(await mayWatch(outsider, own)).toBe(false);
  });

  const base = () => `/groups/${scene.group.slug}`;
  const pathOf = ({ username }: Person) => `${base()}/members/${username}`;

  test('is not taken by one leader from another', async () => {
    const { leader, member, staff } = scene;
    ok(await staff.patch(pathOf(member), { role: 'leader' }));
    expect(codeOf(await member.patch(pathOf(leader), { role: 'member' }))).toBe('forbidden');
    expect(codeOf(await staff.patch(pathOf(leader), { role: 'member' }))).toBe(200);
  });
});

describe('an archived group', () => {
  test('is read and no more, until its leaders or staff open it again', async () => {
    const { leader, member, moderator, outsider, staff, group } = scene;
    await Promise.all([leader, member].map(accept));
    const { topic, post } = await member.startTopic(group);
    const second = await leader.reply(topic.id);
    const request = await askIn(await Person.register(guildhall.url), group);
    const base = `/groups/${group.slug}`;
    expect(codeOf(await member.patch(base, { archived: true }))).toBe('forbidden');
    expect(ok(await leader.patch(base, { archived: true })).body.archivedAt).not.toBeNull();
    const refused = {
      'a topic': member.post(`${base}/topics`, { clientId: crypto.randomUUID(), title: 'T', body: 'B' }),
      'a reply': member.post(`/topics/${topic.id}/posts`, { clientId: crypto.randomUUID(), body: 'B' }),
      'an edit': member.patch(`/posts/${post.id}`, { body: 'Edited' }),
      'a removal': member.delete(`/posts/${post.id}`),
      kudos: member.put(`/posts/${second.id}/kudos`),
      'a forum': leader.post(`${base}/forums`, { slug: 'more', name: 'More' }),
      'a change': leader.patch(base, { name: 'Other' }),
      'a request': outsider.post(`${base}/join-requests`, { message: 'M' }),
      'an approval': leader.patch(`/join-requests/${request.id}`, { decision: 'approve' }),
      'an invitation': leader.post(`${base}/invitations`, { username: outsider.username }),
    };
    for (const [what, answer] of Object.entries(refused)) {
      expect([what, codeOf(await answer)]).toEqual([what, 'archived']);
    }
    expect(ok(await member.get(`/topics/${topic.id}/posts`)).body.items).toHaveLength(2);
    expect(await mayWatch(member)).toBe(true);
    // What must not stand there can be taken away.
    ok(await moderator.delete(`/posts/${post.id}`, { reason: 'Illegal' }));
    ok(await leader.patch(base, { archived: false }));
    await member.reply(topic.id);
    ok(await staff.patch(base, { archived: true }));
    ok(await staff.patch(base, { archived: false }));
  });

  test('is not joined, and is left', async () => {
    const { staff, member } = scene;
    const group = await staff.makeGroup();
    await member.join(group);
    ok(await staff.patch(`/groups/${group.slug}`, { archived: true }));
    const newcomer = await Person.register(guildhall.url);
    expect(codeOf(await newcomer.post(`/groups/${group.slug}/membership`, { guidelinesVersion: 1 }))).toBe('archived');
    expect(codeOf(await member.delete(`/groups/${group.slug}/membership`))).toBe(204);
  });
});

test('a group from before there were closed ones is an open one after the next start', async () => {
  const { staff, outsider } = scene;
  const group = await staff.makeGroup();
  const groups = mongoose.connection.collection('groups');
  await groups.updateOne({ _id: toId(group.id) }, { $unset: { access: 1, criteria: 1, beta: 1, archivedAt: 1 } });
  await completeGroups();
  await completeGroups();
  expect(ok(await outsider.get(`/groups/${group.slug}`)).body).toMatchObject({
    access: 'open',
    criteria: '',
    beta: false,
    archivedAt: null,
    readable: true,
  });
  expect(ok(await outsider.get(`/groups/${scene.group.slug}`)).body).toMatchObject({ access: 'closed', beta: true });
});
