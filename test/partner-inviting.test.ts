import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { MailModel } from '../server/mail/mail.ts';
import { ExpertInvitationModel } from '../server/partners/invitation-record.ts';
import { PartnerModel } from '../server/partners/partner.ts';
import { PostModel } from '../server/topics/post.ts';
import type { Inbox } from '../shared/notices.ts';
import type { Dealing, Dealings } from '../shared/partners/dealings.ts';
import type { ExpertInvitation, ExpertInvitations, Interests, Suggestions } from '../shared/partners/inviting.ts';
import type { PartnerFace } from '../shared/partners/partners.ts';
import { reduceDealings } from '../shared/reduce/dealings.ts';
import { reduceExpertInvitations, reduceInterests } from '../shared/reduce/partner-inviting.ts';
import { APPLICATION, applyTo, decide } from './support/applying.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { expectFollowed } from './support/managers-view.ts';
import { giveFacts, makePartner, serviceToken } from './support/partnering.ts';
import { ok, Person } from './support/person.ts';

const SECRET = 'a secret for tests alone, long enough';
const LONG_AGO = new Date(Date.now() - 100 * 86_400_000);
let guildhall: Guildhall;
let staff: Person;
let manager: Person;
let partner: PartnerFace;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET });
  [staff] = (await Person.makeMany(guildhall.url, SECRET, 1, 'staff')) as [Person];
  [manager] = (await people(1)) as [Person];
  partner = await makePartner(staff, manager);
});
afterAll(() => guildhall?.close());

const people = (count: number) => Person.makeMany(guildhall.url, SECRET, count);
const someone = async (): Promise<Person> => (await people(1))[0]!;

const at = (path: string, { slug } = partner) => `/partners/${slug}/${path}`;
const interested = (person: Person, message = 'I use it daily', of = partner) =>
  person.put(at('interest', of), { message });
const invite = (by: Person, { username }: { username: string }, of = partner) =>
  by.post(at('invitations', of), { username, message: 'Do apply.' });
const invited = async (person: Person, by = manager, of = partner): Promise<ExpertInvitation> =>
  ok(await invite(by, person, of)).body;
const answer = (person: Person, { id }: { id: string }, decision: 'decline' | 'revoke') =>
  person.patch(`/expert-invitations/${id}`, { decision });
const codeOf = async (asked: Promise<{ body: { code: string } }>) => (await asked).body?.code;

async function dealingOf(person: Person, { slug } = partner): Promise<Dealing | undefined> {
  const { items }: Dealings = ok(await person.get('/me/partners')).body;
  return items.find(({ partner: { slug: one } }) => one === slug);
}

/** Invited, and has applied. */
async function applied(person: Person): Promise<{ id: string }> {
  await invited(person);
  return applyTo(person, partner, { answers: [] });
}

describe('interest', () => {
  test('is seen by managers and staff with how they qualify, until it is taken back', async () => {
    const person = await someone();
    ok(await interested(person));
    for (const viewer of [manager, staff]) {
      const { items }: Interests = ok(await viewer.get(at('interests'))).body;
      const one = items.find((item) => item.person.id === person.id);
      expect(one).toMatchObject({ message: 'I use it daily', withdrawn: false, qualification: { qualified: false } });
    }
    expect(await dealingOf(person)).toMatchObject({ interest: { message: 'I use it daily' } });
    ok(await person.delete(at('interest')));
    const { items }: Interests = ok(await manager.get(at('interests'))).body;
    expect(items.map((item) => item.person.id)).not.toContain(person.id);
    expect(await dealingOf(person)).toBeUndefined();
  });

  test('is told once, however often it is said or taken back', async () => {
    const person = await someone();
    const seqs = async () => {
      const { head }: Interests = ok(await manager.get(at('interests'))).body;
      return head.seq;
    };
    const before = await seqs();
    for (let n = 0; n < 3; n += 1) ok(await interested(person));
    expect(await seqs()).toBe(before + 1);
    ok(await interested(person, 'I use it every day'));
    expect(await seqs()).toBe(before + 2);
    for (let n = 0; n < 2; n += 1) ok(await person.delete(at('interest')));
    expect(await seqs()).toBe(before + 3);
    ok(await interested(person));
    expect(await dealingOf(person)).toMatchObject({ interest: { message: 'I use it daily' } });
  });

  test('is not for those who manage the partner, nor for those who have got further', async () => {
    expect(await codeOf(interested(manager))).toBe('own_dealings');
    expect(await codeOf(interested(staff))).toBe('own_dealings');
    const person = await someone();
    await giveFacts(person);
    const { id } = await invited(person);
    expect(await codeOf(interested(person))).toBe('already_invited');
    ok(await answer(manager, { id }, 'revoke'));
    const application = await applied(person);
    expect(await codeOf(interested(person))).toBe('already_applied');
    await decide(manager, application, 'decline');
    expect(await codeOf(interested(person))).toBe('already_applied');
    ok(await decide(manager, application, 'select'));
    expect(await codeOf(interested(person))).toBe('already_expert');
  });

  test('is nothing to an archived partner', async () => {
    const old = await archived();
    expect(await codeOf(interested(await someone(), 'Still', old))).toBe('archived');
  });

  test('is listed for nobody else', async () => {
    const other = await someone();
    await makePartner(staff, other);
    for (const person of [other, await someone()])
      for (const path of ['interests', 'invitations', 'suggestions'])
        expect(await codeOf(person.get(at(path)))).toBe('forbidden');
  });
});

async function archived(): Promise<PartnerFace> {
  const old = await makePartner(staff, manager);
  await PartnerModel.updateOne({ _id: toId(old.id) }, { $set: { archivedAt: new Date() } });
  return old;
}

describe('an invitation', () => {
  test('comes from the partner or from staff, by mail and as a notice, and opens applying', async () => {
    for (const [by, from] of [
      [manager, 'partner'],
      [staff, 'staff'],
    ] as const) {
      const person = await someone();
      await giveFacts(person);
      expect(await codeOf(person.post(at('applications'), { ...APPLICATION, answers: [] }))).toBe('not_invited');
      const invitation = await invited(person, by);
      expect(invitation).toMatchObject({
        to: { id: person.id },
        by: { id: by.id },
        from,
        message: 'Do apply.',
        state: 'pending',
        qualification: { qualified: true },
      });
      const mails = await MailModel.find({ account: toId(person.id) }).lean();
      expect(mails).toMatchObject([{ kind: 'invitation', link: { path: `/partners/${partner.slug}` } }]);
      expect(mails[0]!.paragraphs).toContain('Do apply.');
      const { items }: Inbox = ok(await person.get('/me/notifications')).body;
      const { slug, name } = partner;
      expect(items).toMatchObject([{ kind: 'expert-invited', partner: { slug, name }, title: 'Do apply.' }]);
      await applyTo(person, partner, { answers: [] });
      const { items: waiting }: ExpertInvitations = ok(await manager.get(at('invitations'))).body;
      expect(waiting.map(({ id }) => id)).not.toContain(invitation.id);
    }
  });

  test('tells whom it is for nothing of how they are judged', async () => {
    const person = await someone();
    const { id } = await invited(person);
    const { invitation } = (await dealingOf(person))!;
    expect(invitation).toEqual({ id, from: 'partner', message: 'Do apply.', at: expect.any(String) });
    expect((await answer(person, { id }, 'decline')).body).toBeUndefined();
  });

  test('is not for managers, nor for those who have one, have applied, or are experts', async () => {
    expect(await codeOf(invite(manager, staff))).toBe('own_dealings');
    expect(await codeOf(invite(staff, manager))).toBe('own_dealings');
    expect(await codeOf(invite(manager, { username: 'nobody-at-all' }))).toBe('not_found');
    expect(await codeOf(invite(manager, await someone(), await archived()))).toBe('archived');
    const person = await someone();
    await giveFacts(person);
    const application = await applied(person);
    expect(await codeOf(invite(manager, person))).toBe('already_applied');
    ok(await decide(manager, application, 'select'));
    expect(await codeOf(invite(manager, person))).toBe('already_expert');
    const other = await someone();
    await invited(other);
    expect(await codeOf(invite(staff, other))).toBe('already_invited');
  });

  test('is made once, though two make it at the same time', async () => {
    const person = await someone();
    const both = await Promise.all([manager, staff, manager].map((by) => invite(by, person)));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await ExpertInvitationModel.countDocuments({ account: toId(person.id), state: 'pending' })).toBe(1);
  });

  test('is made by nobody else', async () => {
    const other = await someone();
    await makePartner(staff, other);
    const person = await someone();
    for (const by of [other, await someone(), person]) expect(await codeOf(invite(by, person))).toBe('forbidden');
    expect(await dealingOf(person)).toBeUndefined();
  });

  test('is declined by whom it is for and revoked by those who manage, once; for all others there is none', async () => {
    const [person, stranger, other] = (await people(3)) as [Person, Person, Person];
    await makePartner(staff, other);
    const first = await invited(person);
    const none = await answer(stranger, { id: '0'.repeat(24) }, 'decline');
    for (const by of [stranger, other])
      for (const decision of ['decline', 'revoke'] as const)
        expect((await answer(by, first, decision)).body).toEqual(none.body);
    expect(await codeOf(answer(person, first, 'revoke'))).toBe('forbidden');
    expect(await codeOf(answer(manager, first, 'decline'))).toBe('forbidden');
    ok(await answer(person, first, 'decline'));
    expect(await codeOf(answer(person, first, 'decline'))).toBe('already_decided');
    expect(await codeOf(answer(manager, first, 'revoke'))).toBe('already_decided');
    expect(await dealingOf(person)).toBeUndefined();
    const second = await invited(person);
    ok(await answer(staff, second, 'revoke'));
    expect(await codeOf(answer(person, second, 'decline'))).toBe('invitation_ended');
    expect(await codeOf(person.post(at('applications'), { ...APPLICATION, answers: [] }))).toBe('not_invited');
  });
});

describe('what managers and members see', () => {
  const pages = () => [
    { path: at('interests?limit=100'), reduce: reduceInterests },
    { path: at('invitations?limit=100'), reduce: reduceExpertInvitations },
  ];
  const own = [{ path: '/me/partners', reduce: reduceDealings }];

  test('follows what happens', async () => {
    const person = await someone();
    await giveFacts(person, { jss: 70 });
    let invitation: ExpertInvitation;
    const token = await serviceToken(staff);
    const deliver = async (version: number) => {
      const items = [{ username: person.username, version, facts: { jss: 70 + version } }];
      ok(await request(guildhall.url, 'POST', '/marketplace/facts', { token, body: { items } }));
    };
    const steps: (() => Promise<unknown>)[] = [
      async () => ok(await interested(person)),
      async () => ok(await interested(person, 'Still')),
      () => deliver(20),
      async () => {
        invitation = await invited(person);
      },
      () => deliver(5),
      () => deliver(21),
      async () => ok(await answer(person, invitation, 'decline')),
      async () => ok(await person.delete(at('interest'))),
      async () => {
        invitation = await invited(person, staff);
      },
      async () => ok(await answer(manager, invitation, 'revoke')),
      async () => ok(await interested(person)),
      async () => applied(person),
      async () => ok(await person.delete(at('applications'))),
    ];
    for (const step of steps) {
      await expectFollowed(manager, pages(), () => expectFollowed(person, own, step));
    }
  });

  test('goes over pages', async () => {
    const crowd = await people(5);
    const full = await makePartner(staff, manager);
    for (const person of crowd) ok(await interested(person, 'Me', full));
    const found: string[] = [];
    let cursor = '';
    do {
      const { items, next }: Interests = ok(await manager.get(at(`interests?limit=2${cursor}`, full))).body;
      found.push(...items.map(({ person }) => person.id));
      cursor = next ? `&cursor=${next}` : '';
    } while (cursor);
    expect(found).toEqual(crowd.map(({ id }) => id).reverse());
  });
});

describe('suggestions', () => {
  const suggestedFor = async (of: PartnerFace, by = manager): Promise<Suggestions['items']> =>
    (ok(await by.get(at('suggestions', of))).body as Suggestions).items;

  /** A partner about one group, in which three have written: the first a topic, the others replies. */
  async function activeScene() {
    const [first, second, third, friend] = (await people(4)) as [Person, Person, Person, Person];
    const group = await staff.makeGroup();
    for (const person of [first, second, third, friend]) await person.join(group);
    const { topic, post } = await first.startTopic(group);
    for (let n = 0; n < 3; n += 1) await second.reply(topic.id);
    await third.reply(topic.id);
    ok(await friend.put(`/posts/${post.id}/kudos`));
    const tools = await makePartner(staff, manager);
    ok(await manager.patch(`/partners/${tools.slug}`, { groups: [group.slug] }));
    return { first, second, third, group, topic, tools };
  }

  test('are those who were active in the partner’s groups or are interested, with reasons and how they qualify', async () => {
    const { first, second, third, group, tools } = await activeScene();
    const keen = await someone();
    await giveFacts(keen);
    ok(await interested(keen, 'Me', tools));
    const there = { days: 90, group: group.name };
    expect(await suggestedFor(tools)).toMatchObject([
      {
        person: { id: keen.id },
        reasons: [{ kind: 'interest', count: 1, days: 90, group: null }],
        qualification: { qualified: true },
      },
      {
        person: { id: first.id },
        reasons: [
          { kind: 'topics', count: 1, ...there },
          { kind: 'kudos', count: 1, ...there },
        ],
        qualification: { qualified: false },
      },
      { person: { id: second.id }, reasons: [{ kind: 'replies', count: 3, ...there }] },
      { person: { id: third.id }, reasons: [{ kind: 'replies', count: 1, ...there }] },
    ]);
  });

  test('are not those who are on their way, nor who may not be', async () => {
    const { first, second, third, topic, tools } = await activeScene();
    await invited(first, manager, tools);
    ok(await staff.put(`/partners/${tools.slug}/managers/${second.username}`));
    ok(await staff.put(`/staff/accounts/${third.username}/suspension`, { reason: 'Spam' }));
    await staff.reply(topic.id);
    expect(await suggestedFor(tools)).toEqual([]);
  });

  test('come from open groups alone, and not from what was removed or is long ago', async () => {
    const { first, second, third, group, topic, tools } = await activeScene();
    const posts = { topic: toId(topic.id), author: toId(second.id) };
    for (const { _id } of await PostModel.find(posts).lean()) ok(await second.delete(`/posts/${_id}`));
    await PostModel.updateMany({ ...posts, author: toId(third.id) }, { $set: { createdAt: LONG_AGO } });
    expect((await suggestedFor(tools)).map(({ person }) => person.id)).toEqual([first.id]);
    ok(await staff.patch(`/groups/${group.slug}`, { access: 'closed' }));
    expect(await suggestedFor(tools)).toEqual([]);
  });

  test('come from all open groups where the partner has named none', async () => {
    const { first } = await activeScene();
    const any = await makePartner(staff, manager);
    const found = await suggestedFor(any, staff);
    expect(found.map(({ person }) => person.id)).toContain(first.id);
    expect(found.length).toBeLessThanOrEqual(30);
  });
});
