import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Guildhall } from '../server/app.ts';
import { MailModel } from '../server/mail/mail.ts';
import { accountStream, leadersStream } from '../shared/streams.ts';
import { askIn, type ClosedScene, closedScene, codeOf, letIn, NOTHING } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: ClosedScene;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await closedScene(guildhall.url, { criteria: 'Bring a lamp', guidelines: 'Whisper.' });
});
afterAll(() => guildhall?.close());

let seeker: Person;
beforeEach(async () => {
  seeker = await Person.register(guildhall.url, 'seeker');
});

const base = () => `/groups/${scene.group.slug}`;
const decide = (person: Person, { id }: { id: string }, decision: object) =>
  person.patch(`/join-requests/${id}`, decision);
const DENIAL = { decision: 'deny', reason: 'Only lamplighters' };

async function waiting(person: Person): Promise<string[]> {
  const { items } = ok(await person.get(`${base()}/join-requests?limit=100`)).body;
  return items.map(({ id }: { id: string }) => id);
}

describe('a request to join', () => {
  test('is heard live by the leaders and on one’s own devices, and stands in the leaders’ list', async () => {
    const { leader, group } = scene;
    const [console, own] = [await leader.listen(), await seeker.listen()];
    await console.watch({ [leadersStream(group.id)]: null });
    await own.watch({ [seeker.ownStream]: null });
    const request = await askIn(seeker, group, 'I have a lamp');
    expect(request).toMatchObject({
      state: 'pending',
      message: 'I have a lamp',
      from: { id: seeker.id },
      reason: null,
    });
    for (const ear of [console, own]) {
      const sent = await ear.next('join_request.sent', ({ data }) => data.id === request.id);
      expect(sent.data).toEqual(request);
      ear.close();
    }
    expect(await waiting(leader)).toContain(request.id);
    expect(ok(await seeker.get(`${base()}/joining`)).body).toMatchObject({ request, invitation: null });
  });

  test('is made once at a time, also by three clicks at once', async () => {
    const ask = () => seeker.post(`${base()}/join-requests`, { message: 'Please' });
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(answers.map(codeOf).sort()).toEqual([201, 'already_requested', 'already_requested']);
    const request = answers.find(({ status }) => status === 201)!.body;
    ok(await decide(seeker, request, { decision: 'cancel' }));
    expect(codeOf(await ask())).toBe(201);
  });

  test('is made once, whatever the store is asked to keep', async () => {
    const { id } = await askIn(seeker, scene.group);
    const requests = mongoose.connection.collection('joinrequests');
    const { _id, ...copy } = (await requests.findOne({ _id: new mongoose.Types.ObjectId(id) }))!;
    await expect(requests.insertOne(copy)).rejects.toThrow(/duplicate key/);
  });

  test.each<[string, () => Promise<[Person, string]>, string | number]>([
    ['an open group', async () => [seeker, (await scene.staff.makeGroup()).slug], 'open_group'],
    ['a group one is in', async () => [scene.member, scene.group.slug], 'already_member'],
    ['a group there is not', async () => [seeker, 'no-such-group'], 'not_found'],
  ])('is not for %s', async (_name, where, code) => {
    const [person, slug] = await where();
    expect(codeOf(await person.post(`/groups/${slug}/join-requests`, { message: 'Please' }))).toBe(code);
  });

  test.each([
    ['no message', {}],
    ['an empty message', { message: ' ' }],
    ['too long a message', { message: 'x'.repeat(1_001) }],
  ])('with %s is refused', async (_name, body) => {
    const answer = await seeker.post(`${base()}/join-requests`, body);
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'message']);
  });

  test('is cancelled by who made it, and by no one else', async () => {
    const { leader, member, group } = scene;
    const request = await askIn(seeker, group);
    expect(await decide(member, request, { decision: 'cancel' })).toMatchObject(NOTHING);
    expect(codeOf(await decide(leader, request, { decision: 'cancel' }))).toBe('forbidden');
    expect(ok(await decide(seeker, request, { decision: 'cancel' })).body.state).toBe('cancelled');
    expect(await waiting(leader)).not.toContain(request.id);
    expect(ok(await seeker.get(`${base()}/joining`)).body.request).toBeNull();
    const late = await decide(leader, request, { decision: 'approve' });
    expect([codeOf(late), late.body.detail]).toEqual([
      'already_decided',
      `${seeker.account.displayName} has taken this request back already.`,
    ]);
  });
});

describe('approval', () => {
  test('makes them a member at once, who accepts the guidelines before the first post', async () => {
    const { leader, group } = scene;
    const request = await askIn(seeker, group);
    const ear = await seeker.listen();
    await ear.watch({ [seeker.ownStream]: null });
    expect(ok(await decide(leader, request, { decision: 'approve' })).body.state).toBe('approved');
    expect((await ear.next('membership.started')).data).toMatchObject({ group: { id: group.id }, role: 'member' });
    expect((await ear.next('join_request.decided')).data).toMatchObject({ id: request.id, state: 'approved' });
    expect(await ear.watch({ [`group:${group.id}`]: null })).toMatchObject({ [`group:${group.id}`]: { events: [] } });
    ear.close();
    const shown = ok(await seeker.get(base())).body;
    expect(shown).toMatchObject({ readable: true, membership: { guidelinesVersion: 0 } });
    const topic = { clientId: crypto.randomUUID(), title: 'T', body: 'B' };
    expect(codeOf(await seeker.post(`${base()}/topics`, topic))).toBe('guidelines_changed');
    ok(await seeker.put(`${base()}/guidelines-acceptance`, { version: 1 }));
    expect(codeOf(await seeker.post(`${base()}/topics`, topic))).toBe(201);
  });

  test('and denial by two leaders at once: one wins, the other learns who and what', async () => {
    const { leader, staff, group } = scene;
    const request = await askIn(seeker, group);
    const answers = await Promise.all([
      decide(leader, request, { decision: 'approve' }),
      decide(staff, request, DENIAL),
      decide(seeker, request, { decision: 'cancel' }),
    ]);
    const winner = answers.findIndex(({ status }) => status === 200);
    const by = ({ username, account: { displayName } }: Person, kind: string) => ({
      code: 'already_acted',
      current: { kind, by: { username } },
      detail: expect.stringContaining(`${displayName} was quicker`),
    });
    const detail = `${seeker.account.displayName} has taken this request back already.`;
    const told = [by(leader, 'approve-request'), by(staff, 'deny-request'), { code: 'already_decided', detail }][
      winner
    ];
    for (const answer of answers.filter((_answer, index) => index !== winner)) {
      expect(answer).toMatchObject({ status: 409, body: told });
    }
    const { memberships } = ok(await seeker.get('/me')).body;
    expect(memberships).toHaveLength(winner === 0 ? 1 : 0);
    expect(ok(await seeker.get(base())).body.readable).toBe(winner === 0);
  });

  test('counts each who comes in, however many are let in at once', async () => {
    const { leader, group } = scene;
    const before = ok(await leader.get(base())).body.memberCount;
    const people = await Promise.all(Array.from({ length: 6 }, () => Person.register(guildhall.url)));
    await Promise.all(people.map((person) => letIn(leader, person, group)));
    expect(ok(await leader.get(base())).body.memberCount).toBe(before + 6);
  });

  test('is for leaders and staff: not for members, nor for oneself, nor for leaders of another group', async () => {
    const { member, staff, moderator, group } = scene;
    const other = await closedScene(guildhall.url);
    const request = await askIn(seeker, group);
    for (const stranger of [member, moderator, other.leader, other.outsider]) {
      expect(await decide(stranger, request, { decision: 'approve' })).toMatchObject(NOTHING);
    }
    expect(codeOf(await decide(seeker, request, { decision: 'approve' }))).toBe('forbidden');
    expect(codeOf(await decide(staff, request, { decision: 'approve' }))).toBe(200);
  });

  test('of one who was banned meanwhile there is none: the ban has answered', async () => {
    const { leader, group } = scene;
    const request = await askIn(seeker, group);
    ok(await leader.post(`${base()}/sanctions`, { username: seeker.username, kind: 'ban', reason: 'Threats' }));
    expect(await waiting(leader)).not.toContain(request.id);
    expect(codeOf(await decide(leader, request, { decision: 'approve' }))).toBe('already_decided');
    expect(codeOf(await seeker.post(`${base()}/join-requests`, { message: 'Please' }))).toBe('banned');
  });
});

describe('a denial', () => {
  test('is told live with its reason, and one may ask again', async () => {
    const { leader, group } = scene;
    const request = await askIn(seeker, group);
    const ear = await seeker.listen();
    await ear.watch({ [seeker.ownStream]: null });
    ok(await decide(leader, request, DENIAL));
    const told = await ear.next('join_request.decided');
    expect(told.data).toMatchObject({ id: request.id, state: 'denied', reason: 'Only lamplighters' });
    ear.close();
    expect(ok(await seeker.get(`${base()}/joining`)).body.request).toEqual(told.data);
    expect(ok(await seeker.get(base())).body.readable).toBe(false);
    await askIn(seeker, group);
    expect(ok(await seeker.get(`${base()}/joining`)).body.request.state).toBe('pending');
  });

  test('says why', async () => {
    const { leader, group } = scene;
    const request = await askIn(seeker, group);
    const bare = await decide(leader, request, { decision: 'deny' });
    const long = await decide(leader, request, { decision: 'deny', reason: 'x'.repeat(501) });
    for (const answer of [bare, long]) expect([answer.status, answer.body.errors[0].path]).toEqual([400, 'reason']);
    expect(await waiting(leader)).toContain(request.id);
  });

  test('and an approval are mailed; what one has cancelled oneself is not', async () => {
    const { leader, group } = scene;
    const denied = await askIn(seeker, group);
    ok(await decide(leader, denied, DENIAL));
    ok(await decide(seeker, await askIn(seeker, group), { decision: 'cancel' }));
    await letIn(leader, seeker, group);
    const mails = await MailModel.find({ account: new mongoose.Types.ObjectId(seeker.id) })
      .sort({ _id: 1 })
      .lean();
    expect(mails.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['decision', `Your request to join ${group.name}`],
      ['decision', `You are now a member of ${group.name}`],
    ]);
    expect(mails[0]!.paragraphs.join(' ')).toContain('Only lamplighters');
    expect(mails[0]!.link.path).toBe(`/g/${group.slug}`);
  });
});

describe('the list of requests', () => {
  test('is for leaders and staff', async () => {
    const { leader, staff, member, moderator, outsider } = scene;
    const list = async (person: Person) => codeOf(await person.get(`${base()}/join-requests`));
    expect(await Promise.all([leader, staff, member, moderator, outsider].map(list))).toEqual([
      200,
      200,
      'forbidden',
      'forbidden',
      'not_found',
    ]);
  });

  test('goes from the oldest to the latest, page after page, by state', async () => {
    const { leader, group } = await closedScene(guildhall.url);
    const asked: string[] = [];
    for (let n = 0; n < 5; n += 1) asked.push((await askIn(await Person.register(guildhall.url), group)).id);
    ok(await leader.patch(`/join-requests/${asked[1]}`, DENIAL));
    const listed: string[] = [];
    let next = '';
    do {
      const page = ok(await leader.get(`/groups/${group.slug}/join-requests?limit=2${next}`)).body;
      listed.push(...page.items.map(({ id }: { id: string }) => id));
      next = page.next && `&cursor=${page.next}`;
    } while (next);
    expect(listed).toEqual(asked.filter((_id, index) => index !== 1));
    const denied = ok(await leader.get(`/groups/${group.slug}/join-requests?state=denied`)).body.items;
    expect(denied.map(({ id }: { id: string }) => id)).toEqual([asked[1]]);
  });
});

test('a request of another’s is nothing to whom it does not concern, like one there is not', async () => {
  const request = await askIn(await Person.register(guildhall.url), scene.group);
  const stranger = await Person.register(guildhall.url);
  const real = await decide(stranger, request, { decision: 'cancel' });
  const unreal = await decide(stranger, { id: '0'.repeat(24) }, { decision: 'cancel' });
  expect([real.status, real.body]).toEqual([unreal.status, unreal.body]);
  const ear = await stranger.listen();
  expect(await ear.watch({ [accountStream(request.from.id)]: 0 })).toEqual({
    [accountStream(request.from.id)]: { denied: true },
  });
  ear.close();
});

test('who asks without end is told when to come back', async () => {
  await guildhall.close();
  guildhall = await openGuildhall({ limitFactor: 0.4 });
  scene = await closedScene(guildhall.url);
  const { outsider, group } = scene;
  for (let n = 0; n < 8; n += 1) {
    ok(await decide(outsider, await askIn(outsider, group), { decision: 'cancel' }));
  }
  const answer = await outsider.post(`${base()}/join-requests`, { message: 'Please' });
  expect(codeOf(answer)).toBe('rate_limited');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3_600);
});
