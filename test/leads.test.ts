import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import type { Guildhall } from '../server/app.ts';
import { MailModel } from '../server/mail/mail.ts';
import { reduceLeadApplications, reduceOwnLeadApplications } from '../shared/reduce/lead-applications.ts';
import { STAFF_STREAM } from '../shared/streams.ts';
import { codeOf } from './support/closed.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, fresh, ok, Person } from './support/person.ts';

const WISH = {
  name: 'Lamplighters',
  category: 'Interest',
  access: 'closed',
  description: 'For those who light lamps',
  motivation: 'I have lit lamps for years',
};

let guildhall: Guildhall;
let staff: Person;
let other: Person;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  other = await Person.register(guildhall.url, 'other', 'staff');
});
afterAll(() => guildhall?.close());

const apply = async (person: Person) => ok(await person.post('/lead-applications', WISH)).body;
const decide = (person: Person, { id }: { id: string }, decision: object) =>
  person.patch(`/lead-applications/${id}`, decision);
const approval = () => ({ decision: 'approve', slug: fresh('lamps').toLowerCase() });
const own = async (person: Person) => ok(await person.get('/me/lead-applications')).body;
const mailsTo = ({ id }: Person) => MailModel.countDocuments({ account: new mongoose.Types.ObjectId(id) });

async function queue(state = 'open'): Promise<string[]> {
  const { items } = ok(await staff.get(`/lead-applications?limit=100&state=${state}`)).body;
  return items.map(({ id }: { id: string }) => id);
}

describe('an application to lead a group', () => {
  test('is received, and waits where staff see it come in', async () => {
    const [applicant, ear] = [await Person.register(guildhall.url), await staff.listen()];
    await ear.watch({ [STAFF_STREAM]: null });
    const application = await apply(applicant);
    expect(application).toMatchObject({ ...WISH, state: 'received', slug: null });
    const { data } = await ear.next('lead_application.sent', (sent) => sent.data.id === application.id);
    expect(data).toMatchObject({ ...WISH, from: { id: applicant.id }, state: 'open', note: null });
    expect(await queue()).toContain(application.id);
    expect((await own(applicant)).items).toEqual([application]);
    ear.close();
  });

  test('that is approved makes the group, with the applicant as its leader, and tells them', async () => {
    const [applicant, decision] = [await Person.register(guildhall.url), approval()];
    const application = await apply(applicant);
    const ear = await applicant.listen();
    await ear.watch({ [applicant.ownStream]: null });
    const decided = ok(await decide(staff, application, decision)).body;
    expect(decided).toMatchObject({ state: 'approved', slug: decision.slug });
    const told = await ear.next('lead_application.approved');
    expect(told.data).toMatchObject({
      application: { id: application.id, state: 'approved', slug: decision.slug },
      group: { slug: decision.slug, name: WISH.name },
    });
    expect((await ear.next('membership.started')).data).toMatchObject({ role: 'leader' });
    ear.close();
    const group = ok(await applicant.get(`/groups/${decision.slug}`)).body;
    const { motivation: _, ...shown } = WISH;
    expect(group).toMatchObject({
      ...shown,
      memberCount: 1,
      leaders: [{ id: applicant.id }],
      membership: { role: 'leader' },
      forums: [{ slug: 'general' }],
    });
    expect((await own(applicant)).items).toMatchObject([{ state: 'approved', slug: decision.slug }]);
    expect(await queue()).not.toContain(application.id);
    expect(await mailsTo(applicant)).toBe(1);
  });

  test('that is declined cannot be told from one that waits: nothing is sent, shown or counted', async () => {
    const [declined, waiting] = [await Person.register(guildhall.url), await Person.register(guildhall.url)];
    const [first, second] = [await apply(declined), await apply(waiting)];
    const ear = await declined.listen();
    await ear.watch({ [declined.ownStream]: null });
    const before = await own(declined);
    ok(await decide(staff, first, { decision: 'decline', note: 'Too dim' }));
    const after = await own(declined);
    expect(after).toEqual(before);
    const { id: _first, createdAt: _then, ...theirs } = after.items[0];
    const { id: _second, createdAt: _now, ...others } = (await own(waiting)).items[0];
    expect(theirs).toEqual(others);
    await ear.settled();
    expect(ear.events()).toEqual([]);
    ear.close();
    expect(await mailsTo(declined)).toBe(0);
    const seen = [await decide(declined, first, approval()), await decide(waiting, second, approval())];
    expect(seen[0]!.body).toEqual(seen[1]!.body);
    expect(JSON.stringify([after, seen])).not.toContain('Too dim');
    // Neither is asking again told from asking the first time.
    expect(Object.keys(await apply(declined)).sort()).toEqual(Object.keys(await apply(waiting)).sort());
    const { items } = ok(await staff.get('/lead-applications?state=declined')).body;
    expect(items.find(({ id }: { id: string }) => id === first.id)).toMatchObject({ note: 'Too dim' });
  });

  test('is decided once, by whoever is quicker, and the other learns by whom and how', async () => {
    const application = await apply(await Person.register(guildhall.url));
    const answers = await Promise.all([
      decide(staff, application, approval()),
      decide(other, application, { decision: 'decline' }),
    ]);
    expect(answers.map(codeOf).sort()).toEqual([200, 'already_decided']);
    const loser = answers.find(({ status }) => status === 409)!;
    const [winner, word] = answers[0]!.status === 200 ? [staff, 'approved'] : [other, 'declined'];
    expect(loser.body.detail).toBe(`${winner.account.displayName} has ${word} this application already.`);
  });

  test('is not approved at an address that is taken, and then still waits', async () => {
    const { group } = await community(guildhall.url, 0);
    const applicant = await Person.register(guildhall.url);
    const application = await apply(applicant);
    const answer = await decide(staff, application, { decision: 'approve', slug: group.slug });
    expect([answer.body.code, answer.body.errors[0].path]).toEqual(['slug_taken', 'slug']);
    expect(await queue()).toContain(application.id);
    expect((await own(applicant)).items).toEqual([application]);
    expect([ok(await applicant.get('/me')).body.memberships, await mailsTo(applicant)]).toEqual([[], 0]);
    ok(await decide(staff, application, approval()));
  });

  test('is seen and decided by staff, and by nobody else, the site’s moderators included', async () => {
    const application = await apply(await Person.register(guildhall.url));
    const people = [
      await Person.register(guildhall.url),
      await Person.register(guildhall.url, 'moderator', 'moderator'),
    ];
    for (const person of people) {
      expect(codeOf(await person.get('/lead-applications'))).toBe('forbidden');
      expect(codeOf(await decide(person, application, approval()))).toBe('forbidden');
      expect(await decide(person, { id: '0'.repeat(24) }, approval())).toMatchObject({ body: { code: 'forbidden' } });
      expect((await own(person)).items).toEqual([]);
      const ear = await person.listen();
      expect(await ear.watch({ [STAFF_STREAM]: 0 })).toEqual({ [STAFF_STREAM]: { denied: true } });
      ear.close();
    }
    expect(codeOf(await decide(staff, { id: '0'.repeat(24) }, approval()))).toBe('not_found');
  });

  test.each([
    ['no name', { name: undefined }, 'name'],
    ['a category there is not', { category: 'Insects' }, 'category'],
    ['no motivation', { motivation: ' ' }, 'motivation'],
    ['too long a description', { description: 'x'.repeat(2_001) }, 'description'],
  ])('with %s is refused', async (_name, changes, path) => {
    const answer = await (await Person.register(guildhall.url)).post('/lead-applications', { ...WISH, ...changes });
    expect([answer.status, answer.body.errors[0].path]).toEqual([400, path]);
  });

  test('is not decided with what is no decision', async () => {
    const application = await apply(await Person.register(guildhall.url));
    for (const decision of [
      {},
      { decision: 'approve' },
      { decision: 'approve', slug: 'No Slug' },
      { decision: 'maybe' },
    ]) {
      expect(codeOf(await decide(staff, application, decision))).toBe('invalid_request');
    }
    expect(await queue()).toContain(application.id);
  });
});

describe('what is shown of applications is what a reload would show', () => {
  const since = async (ear: Ear, stream: string, seq: number) => {
    const told = (await ear.watch({ [stream]: seq }))[stream]!;
    if (!('events' in told)) throw new Error('not all events were told');
    return told.events;
  };

  test.each<[string, (applicant: Person) => Promise<unknown>]>([
    ['applying', (applicant) => apply(applicant)],
    ['approving', async (applicant) => ok(await decide(staff, (await own(applicant)).items[0], approval()))],
    [
      'declining',
      async (applicant) => ok(await decide(staff, (await own(applicant)).items[0], { decision: 'decline' })),
    ],
  ])('after %s', async (_name, act) => {
    const applicant = await Person.register(guildhall.url);
    await apply(applicant);
    const all = async () => ok(await staff.get('/lead-applications?limit=100')).body;
    const before = { queue: await all(), own: await own(applicant) };
    await act(applicant);
    const ears = [await staff.listen(), await applicant.listen()] as const;
    const [staffs, owns] = [
      await since(ears[0], STAFF_STREAM, before.queue.head.seq),
      await since(ears[1], applicant.ownStream, before.own.head.seq),
    ];
    const reduced = {
      queue: staffs.reduce((view, event) => reduceLeadApplications(view, event, staff.id), before.queue),
      own: owns.reduce((view, event) => reduceOwnLeadApplications(view, event, applicant.id), before.own),
    };
    expect(reduced).toEqual({ queue: await all(), own: await own(applicant) });
    for (const ear of ears) ear.close();
  });
});
