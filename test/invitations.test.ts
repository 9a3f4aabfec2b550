import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { InvitationModel } from '../server/joining/invitation.ts';
import { MailModel } from '../server/mail/mail.ts';
import type { Role } from '../shared/accounts.ts';
import type { Group, NewGroup } from '../shared/groups.ts';
import type { Invitation } from '../shared/joining.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { fresh, ok, Person } from './support/person.ts';

const SECRET = 'a secret for tests alone, long enough';
let guildhall: Guildhall;
let staff: Person;
/** One who leads all groups here without being staff, one who is in them, one who is not, and one who looks after the site. */
let leader: Person;
let member: Person;
let outsider: Person;
let moderator: Person;

beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
  const make = async (count: number, role?: Role) => Person.makeMany(guildhall.url, SECRET, count, role);
  [staff, moderator] = [(await make(1, 'staff'))[0]!, (await make(1, 'moderator'))[0]!];
  [leader, member, outsider] = (await make(3)) as [Person, Person, Person];
});
afterAll(() => guildhall?.close());

const register = async () => (await Person.makeMany(guildhall.url, SECRET, 1))[0]!;

/** A group with its leader and a member. */
async function makeGroup(changes: Partial<NewGroup> = {}): Promise<Group> {
  const group = await staff.makeGroup(changes);
  for (const person of [leader, member]) await person.join(group);
  ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
  return group;
}

/** Closed once its leader and its member are in. */
async function makeClosed(changes: Partial<NewGroup> = {}): Promise<Group> {
  const { slug } = await makeGroup(changes);
  return ok(await leader.patch(`/groups/${slug}`, { access: 'closed' })).body;
}

const invite = (from: Person, { slug }: Group, to: { username: string }, message?: string) =>
  from.post(`/groups/${slug}/invitations`, { username: to.username, ...(message !== undefined && { message }) });

const decide = (person: Person, { id }: Invitation, decision: string) =>
  person.patch(`/invitations/${id}`, { decision });

/** A group, someone invited into it, and the invitation. */
async function invited(closed = true) {
  const group = closed ? await makeClosed() : await makeGroup();
  const invitee = await register();
  const invitation: Invitation = ok(await invite(leader, group, invitee, 'Do come.')).body;
  return { group, invitee, invitation };
}

const code = ({ status, body }: Answer) => [status, body.code];

const isIn = async ({ slug }: Group, person: Person) =>
  ok(await person.get(`/groups/${slug}`)).body.membership !== null;

const stateNow = async ({ slug }: Group, { id }: Invitation): Promise<string> => {
  const { items } = ok(await leader.get(`/groups/${slug}/invitations?limit=100`)).body;
  return items.find((item: Invitation) => item.id === id).state;
};

const lastMessage = async (person: Person) => ok(await person.get('/me/conversations')).body.items[0].lastMessage;

describe('an invitation', () => {
  test('comes as a private message, live, to both and to the leaders', async () => {
    const group = await makeClosed();
    const invitee = await register();
    const [theirs, console] = [await invitee.listen(), await leader.listen()];
    await theirs.watch({ [invitee.ownStream]: null });
    await console.watch({ [leader.ownStream]: null, [`leaders:${group.id}`]: null });
    const invitation = ok(await invite(leader, group, invitee, 'Do come.')).body;
    const { message, unread } = (await theirs.next('message.sent')).data;
    expect([message.body, message.invitation, message.from.id, unread]).toEqual(['Do come.', invitation, leader.id, 1]);
    expect((await theirs.next('invitation.sent')).data).toEqual(invitation);
    for (const stream of [leader.ownStream, `leaders:${group.id}`]) {
      expect((await console.next('invitation.sent', (event) => event.stream === stream)).data).toEqual(invitation);
    }
    theirs.close();
    console.close();
  });

  test('needs no words', async () => {
    const group = await makeGroup();
    const invitee = await register();
    ok(await invite(leader, group, invitee));
    expect(await lastMessage(invitee)).toMatchObject({ body: '', invitation: { state: 'pending' } });
  });

  test('of a closed group tells of it what everyone is told', async () => {
    const { group, invitation } = await invited();
    const { id, slug, name, category, description } = group;
    expect(invitation.group).toEqual({ id, slug, name, category, description, access: 'closed' });
  });

  test('goes by mail, too, to those who want that', async () => {
    const [group, willing, unwilling] = [await makeGroup(), await register(), await register()];
    ok(await unwilling.patch('/me/mail', { invitations: false }));
    for (const person of [willing, unwilling]) ok(await invite(leader, group, person, 'Do come.'));
    const mails = await MailModel.find({ account: { $in: [willing.id, unwilling.id].map(toId) } }).lean();
    expect(mails.map(({ account }) => account.toString())).toEqual([willing.id]);
    expect(mails[0]!.paragraphs).toContain('Do come.');
  });

  test.each(['accept', 'decline', 'revoke'] as const)('shows in its message what came of it: %s', async (decision) => {
    const { group, invitee, invitation } = await invited();
    const ears = [await invitee.listen(), await leader.listen()];
    await ears[0]!.watch({ [invitee.ownStream]: null });
    await ears[1]!.watch({ [leader.ownStream]: null });
    const decided = ok(await decide(decision === 'revoke' ? leader : invitee, invitation, decision)).body;
    for (const ear of ears) {
      expect((await ear.next('invitation.decided')).data).toEqual(decided);
      ear.close();
    }
    for (const person of [invitee, leader]) expect((await lastMessage(person)).invitation).toEqual(decided);
    expect(await isIn(group, invitee)).toBe(decision === 'accept');
  });
});

describe('whoever accepts', () => {
  test('is a member from then on, who accepts the guidelines before they post', async () => {
    const group = await makeClosed({ guidelines: 'Be kind.' });
    const invitee = await register();
    const invitation = ok(await invite(leader, group, invitee)).body;
    const ear = await invitee.listen();
    await ear.watch({ [invitee.ownStream]: null });
    expect((await invitee.get(`/groups/${group.slug}/members`)).status).toBe(404);
    ok(await decide(invitee, invitation, 'accept'));
    expect((await ear.next('membership.started')).data.group.id).toBe(group.id);
    expect(ok(await invitee.get(`/groups/${group.slug}`)).body).toMatchObject({
      readable: true,
      memberCount: 4,
      membership: { role: 'member', guidelinesVersion: 0 },
    });
    const topic = { title: 'First', body: 'Hello' };
    const post = () => invitee.post(`/groups/${group.slug}/topics`, { clientId: randomUUID(), ...topic });
    expect(code(await post())).toEqual([409, 'guidelines_changed']);
    ok(await invitee.put(`/groups/${group.slug}/guidelines-acceptance`, { version: 1 }));
    ok(await post());
    expect(await ear.watch({ [`group:${group.id}`]: null })).toMatchObject({ [`group:${group.id}`]: { events: [] } });
    ear.close();
  });

  test('on two devices at once joins once, and the other is told', async () => {
    const { group, invitee, invitation } = await invited();
    const before = ok(await leader.get(`/groups/${group.slug}`)).body.memberCount;
    const answers = await Promise.all([1, 2, 3].map(() => decide(invitee, invitation, 'accept')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(answers.filter(({ status }) => status === 409).map(code)).toEqual(Array(2).fill([409, 'already_decided']));
    expect(ok(await leader.get(`/groups/${group.slug}`)).body.memberCount).toBe(before + 1);
  });

  test('while a leader revokes is in, or is not, and both know which', async () => {
    const { group, invitee, invitation } = await invited();
    const [accept, revoke] = await Promise.all([
      decide(invitee, invitation, 'accept'),
      decide(leader, invitation, 'revoke'),
    ]);
    expect([accept.status, revoke.status].sort()).toEqual([200, 409]);
    expect(await isIn(group, invitee)).toBe(accept.status === 200);
    expect(await stateNow(group, invitation)).toBe(accept.status === 200 ? 'accepted' : 'revoked');
  });
});

describe('coming in one way settles the other', () => {
  test('a request, by accepting an invitation', async () => {
    const group = await makeClosed();
    const invitee = await register();
    const request = ok(await invitee.post(`/groups/${group.slug}/join-requests`, { message: 'May I?' })).body;
    const invitation = ok(await invite(leader, group, invitee)).body;
    const ear = await leader.listen();
    await ear.watch({ [`leaders:${group.id}`]: null });
    ok(await decide(invitee, invitation, 'accept'));
    expect((await ear.next('join_request.decided')).data).toMatchObject({ id: request.id, state: 'approved' });
    expect(code(await leader.patch(`/join-requests/${request.id}`, { decision: 'deny', reason: 'No' }))).toEqual([
      409,
      'already_decided',
    ]);
    expect(await isIn(group, invitee)).toBe(true);
    ear.close();
  });

  test('an invitation, by joining or by an approved request', async () => {
    const [open, closed] = [await invited(false), await invited()];
    await open.invitee.join(open.group);
    const { id } = ok(
      await closed.invitee.post(`/groups/${closed.group.slug}/join-requests`, { message: 'May I?' }),
    ).body;
    ok(await leader.patch(`/join-requests/${id}`, { decision: 'approve' }));
    for (const { group, invitee, invitation } of [open, closed]) {
      expect(await stateNow(group, invitation)).toBe('accepted');
      expect((await lastMessage(invitee)).invitation.state).toBe('accepted');
    }
  });
});

describe('an invitation is no longer good', () => {
  const refused = async (scene: Awaited<ReturnType<typeof invited>>, status: number, problem: string) => {
    expect(code(await decide(scene.invitee, scene.invitation, 'accept'))).toEqual([status, problem]);
    expect(await isIn(scene.group, scene.invitee)).toBe(false);
  };

  test('once it was declined', async () => {
    const scene = await invited();
    ok(await decide(scene.invitee, scene.invitation, 'decline'));
    await refused(scene, 409, 'already_decided');
    expect(code(await decide(leader, scene.invitation, 'revoke'))).toEqual([409, 'already_decided']);
  });

  test('once it was revoked', async () => {
    const scene = await invited();
    ok(await decide(leader, scene.invitation, 'revoke'));
    await refused(scene, 409, 'invitation_ended');
  });

  test('once it has expired, and then another can be sent', async () => {
    const scene = await invited();
    await InvitationModel.updateOne({ _id: toId(scene.invitation.id) }, { $set: { expiresAt: new Date() } });
    await refused(scene, 409, 'invitation_ended');
    expect((await lastMessage(scene.invitee)).invitation.state).toBe('expired');
    const states = async (state: string) =>
      ok(await leader.get(`/groups/${scene.group.slug}/invitations?state=${state}`)).body.items.length;
    expect([await states('pending'), await states('expired')]).toEqual([0, 1]);
    expect((await invite(leader, scene.group, scene.invitee)).status).toBe(201);
  });

  test('once it was used, also after leaving', async () => {
    const scene = await invited();
    ok(await decide(scene.invitee, scene.invitation, 'accept'));
    ok(await scene.invitee.delete(`/groups/${scene.group.slug}/membership`));
    await refused(scene, 409, 'already_decided');
  });

  test('once who had come in another way was sent away again', async () => {
    const scene = await invited(false);
    await scene.invitee.join(scene.group);
    ok(await leader.delete(`/groups/${scene.group.slug}/members/${scene.invitee.username}`, { reason: 'Spam' }));
    await refused(scene, 409, 'already_decided');
  });

  test('once its group is archived', async () => {
    const scene = await invited();
    ok(await leader.patch(`/groups/${scene.group.slug}`, { archived: true }));
    await refused(scene, 409, 'archived');
  });

  test('once who was invited has been banned', async () => {
    const scene = await invited();
    const ban = { username: scene.invitee.username, kind: 'ban', reason: 'Spam' };
    ok(await leader.post(`/groups/${scene.group.slug}/sanctions`, ban));
    await refused(scene, 409, 'invitation_ended');
    expect(await stateNow(scene.group, scene.invitation)).toBe('revoked');
    expect(code(await invite(leader, scene.group, scene.invitee))).toEqual([403, 'banned']);
  });
});

describe('nobody can be invited', () => {
  const refused = async (group: Group, to: { username: string }, status: number, problem: string, by = leader) => {
    const before = ok(await leader.get(`/groups/${group.slug}/invitations`)).body;
    expect(code(await invite(by, group, to))).toEqual([status, problem]);
    expect(ok(await leader.get(`/groups/${group.slug}/invitations`)).body).toEqual(before);
  };

  test('who is a member', async () => refused(await makeGroup(), member, 409, 'already_member'));
  test('who is oneself', async () => refused(await makeGroup(), leader, 400, 'invalid_request'));
  test('who is not there', async () => refused(await makeGroup(), { username: fresh('no') }, 404, 'not_found'));

  test('who has been invited already, also by two leaders at once', async () => {
    const group = await makeGroup();
    const invitee = await register();
    const answers = await Promise.all([leader, staff, leader].map((by) => invite(by, group, invitee)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    await refused(group, invitee, 409, 'already_invited');
    expect(ok(await invitee.get('/me/conversations')).body.unread).toBe(1);
  });

  test('who blocks the leader', async () => {
    const [group, invitee] = [await makeGroup(), await register()];
    ok(await invitee.put(`/me/blocks/${leader.username}`));
    await refused(group, invitee, 403, 'blocked');
    expect(ok(await invitee.get('/me/conversations')).body.items).toEqual([]);
  });

  test('into an archived group', async () => {
    const group = await makeGroup();
    ok(await leader.patch(`/groups/${group.slug}`, { archived: true }));
    await refused(group, await register(), 409, 'archived');
  });
});

describe('others', () => {
  test('may not invite into a group they do not lead, nor see who was', async () => {
    const [open, closed] = [await makeGroup(), await makeClosed()];
    const invitee = await register();
    for (const [group, person, status] of [
      [open, member, 403],
      [open, outsider, 403],
      [open, moderator, 403],
      [closed, member, 403],
      [closed, moderator, 403],
      [closed, outsider, 404],
    ] as const) {
      expect((await invite(person, group, invitee)).status).toBe(status);
      expect((await person.get(`/groups/${group.slug}/invitations`)).status).toBe(status);
    }
    expect(ok(await invitee.get('/me/conversations')).body.items).toEqual([]);
  });

  test('learn nothing of an invitation', async () => {
    const { invitation } = await invited();
    for (const person of [member, outsider, moderator]) {
      for (const decision of ['accept', 'decline', 'revoke']) {
        const answer = await decide(person, invitation, decision);
        const nothing = await decide(person, { ...invitation, id: '0'.repeat(24) }, decision);
        expect([answer.status, answer.body]).toEqual([404, nothing.body]);
      }
    }
  });

  test('may not do what is for the other side', async () => {
    const { group, invitee, invitation } = await invited();
    expect(code(await decide(invitee, invitation, 'revoke'))).toEqual([403, 'forbidden']);
    for (const decision of ['accept', 'decline']) {
      expect(code(await decide(leader, invitation, decision))).toEqual([403, 'forbidden']);
    }
    expect(await stateNow(group, invitation)).toBe('pending');
  });

  test('may revoke once they lead the group', async () => {
    const { group, invitation } = await invited();
    ok(await leader.patch(`/groups/${group.slug}/members/${member.username}`, { role: 'leader' }));
    expect(ok(await decide(member, invitation, 'revoke')).body.state).toBe('revoked');
  });

  test('may no longer revoke once they do not', async () => {
    const { group, invitation } = await invited();
    ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'member' }));
    expect(code(await decide(leader, invitation, 'revoke'))).toEqual([404, 'not_found']);
  });
});

test('a group’s invitations come page by page, the latest first', async () => {
  const group = await makeGroup();
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) ids.unshift(ok(await invite(leader, group, await register())).body.id);
  const pages: Invitation[][] = [];
  let cursor = '';
  do {
    const { items, next } = ok(await leader.get(`/groups/${group.slug}/invitations?limit=2${cursor}`)).body;
    pages.push(items);
    cursor = next && `&cursor=${next}`;
  } while (cursor);
  expect(pages.map((page) => page.map(({ id }) => id))).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
});

test('an invitation leaves an earlier conversation where it is', async () => {
  const [group, invitee] = [await makeGroup(), await register()];
  const first = { username: leader.username, clientId: randomUUID(), body: 'May I come?' };
  const { id } = ok(await invitee.post('/me/conversations', first)).body.conversation;
  ok(await invite(leader, group, invitee));
  expect(await lastMessage(invitee)).toMatchObject({ conversationId: id, number: 2 });
});
