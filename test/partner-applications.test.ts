import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccountModel } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { MailModel } from '../server/mail/mail.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Application, Applications } from '../shared/partners/applications.ts';
import type { Dealing, Dealings } from '../shared/partners/dealings.ts';
import { reduceApplicationPage, reduceApplicationsIn } from '../shared/reduce/applications.ts';
import { reduceDealings } from '../shared/reduce/dealings.ts';
import { reduceExpertInvitations, reduceInterests } from '../shared/reduce/partner-inviting.ts';
import type { Head } from '../shared/values.ts';
import {
  ANSWERS,
  APPLICATION,
  applicant,
  applyTo,
  decide,
  giveProcess,
  handIn,
  invite,
  mark,
  markAll,
  PROCESS,
  withFile,
} from './support/applying.ts';
import { codeOf } from './support/closed.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { giveFacts, makePartner, type Partnering, partneringScene } from './support/partnering.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Partnering;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await partneringScene(guildhall.url);
  await giveProcess(scene.partner);
});
afterAll(() => guildhall?.close());

const path = () => `/partners/${scene.partner.slug}/applications`;
const apply = (person: Person, changes: object = {}) => person.post(path(), { ...APPLICATION, ...changes });
const read = async (state = 'received'): Promise<Applications> =>
  ok(await scene.manager.get(`${path()}?state=${state}&limit=100`)).body;
const dealings = async (person: Person): Promise<Dealings> => ok(await person.get('/me/partners')).body;
const withScene = async (person: Person): Promise<Dealing | undefined> =>
  (await dealings(person)).items.find(({ partner }) => partner.id === scene.partner.id);
const guest = async (): Promise<Person> => {
  const person = await Person.register(guildhall.url, 'guest');
  await giveFacts(person);
  await invite(scene, person);
  return person;
};
/** Who manages partners is not invited, but may come to manage them later. */
const staffWithInvitation = async (): Promise<Person> => {
  const person = await guest();
  await AccountModel.updateOne({ _id: toId(person.id) }, { $set: { role: 'staff' } });
  return person;
};

/** What was heard of a stream, as far as a snapshot goes. */
async function eventsUpTo(ear: Ear, { stream, seq }: Head): Promise<LoggedEvent[]> {
  await ear.notice(({ payload }) => (payload as LoggedEvent).stream === stream && (payload as LoggedEvent).seq === seq);
  return ear.events(stream);
}

describe('applying', () => {
  test('takes an invitation, which is good once', async () => {
    const stranger = await Person.register(guildhall.url, 'stranger');
    expect(codeOf(await apply(stranger))).toBe('not_invited');
    const person = await guest();
    const { id, ...application } = await applyTo(person, scene.partner);
    expect(application).toMatchObject({ headline: APPLICATION.headline, answers: ANSWERS, state: 'on file' });
    expect(application.process).toEqual(PROCESS);
    expect(codeOf(await apply(person))).toBe('already_applied');
    expect(await withScene(person)).toMatchObject({ invitation: null, application: { id } });
    const listed = (await read()).items.find((item) => item.id === id);
    expect(listed).toMatchObject({
      from: { id: person.id },
      state: 'received',
      marks: [],
      note: '',
      qualification: { qualified: false },
    });
  });

  test.each([
    ['a step that is not there', [...ANSWERS, { step: 'dance', text: 'Well' }], 'answers.2.step'],
    ['a review, which the partner holds', [...ANSWERS, { step: 'talk', text: 'Well' }], 'answers.2.step'],
    ['the same step twice', [...ANSWERS, ANSWERS[0]], 'answers.2.step'],
    [
      'more links than it takes',
      [ANSWERS[0], { step: 'work', links: Array(3).fill(ANSWERS[1]!.links[0]) }],
      'answers.1.links',
    ],
    ['a file where none is taken', [ANSWERS[0], { ...ANSWERS[1], files: ['0'.repeat(24)] }], 'answers.1.files'],
    ['a file of nobody’s', [{ ...ANSWERS[0], files: ['0'.repeat(24)] }, ANSWERS[1]], 'files'],
    ['nothing to a step that is required', [ANSWERS[0]], 'answers'],
    ['empty words to a step that is required', [ANSWERS[0], { step: 'work', text: ' ' }], 'answers'],
    [
      'a link that would run',
      [ANSWERS[0], { step: 'work', links: [{ title: 'A', url: 'javascript:alert(1)' }] }],
      'answers.1.links.0.url',
    ],
  ])('with an answer to %s is refused, and the invitation stays good', async (_what, answers, field) => {
    const person = scene.freelancer;
    if (!(await withScene(person))?.invitation) await invite(scene, person);
    const answer = await apply(person, { answers });
    expect([codeOf(answer), answer.body.errors?.[0].path]).toEqual(['invalid_request', field]);
    expect((await withScene(person))?.invitation).not.toBeNull();
  });

  test('takes one’s own files along, and nobody else’s', async () => {
    const [person, other] = [await guest(), await guest()];
    const file = await handIn(other, 'I know it');
    const answer = await apply(person, { answers: withFile(file) });
    expect([codeOf(answer), answer.body.errors?.[0].path]).toEqual(['invalid_request', 'files']);
    const application = await applyTo(other, scene.partner, { answers: withFile(file) });
    expect(application.answers[0]).toMatchObject({ files: [file] });
    expect((await scene.manager.get(`/partner-applications/${application.id}`)).body.answers[0].files).toEqual([file]);
  });

  test('to a process that has changed meanwhile is refused, with the process as it is', async () => {
    const answer = await apply(await guest(), { processVersion: 0 });
    expect([codeOf(answer), answer.body.current]).toEqual(['process_changed', PROCESS]);
  });

  test('twice at once is done once', async () => {
    const person = await guest();
    const codes = (await Promise.all([apply(person), apply(person)])).map(codeOf);
    expect(codes.sort()).toEqual([201, 'already_applied']);
  });

  test('sends whoever managed the partner away from its managers, for good', async () => {
    const { partner } = scene;
    const second = await staffWithInvitation();
    const [ear, stream] = [await second.listen(), `managers:${partner.id}`];
    await ear.watch({ [stream]: null });
    await applyTo(second, partner);
    expect((await ear.notice(({ type }) => type === 'revoked')).payload).toMatchObject({ stream, reason: 'role' });
    await applicant(scene);
    await ear.settled();
    expect(ear.events(stream).map(({ type }) => type)).not.toContain('application.changed');
    for (const withdrawn of [false, true]) {
      if (withdrawn) ok(await second.delete(path()));
      expect(codeOf(await second.get(path()))).toBe('own_dealings');
      expect((await ear.watch({ [stream]: null }))[stream]).toEqual({ denied: true });
    }
    ear.close();
  });
});

describe('an application on file', () => {
  test('is changed by its applicant, and what was said of an answer goes with the answer', async () => {
    const { person, application } = await applicant(scene);
    for (const id of ['certificate', 'work', 'talk']) await mark(scene.manager, application, id, true);
    const answers = [{ ...application.answers[0], files: [], text: 'Number 13' }, ANSWERS[1]];
    const changed = ok(await person.put(path(), { ...APPLICATION, headline: 'New', answers })).body;
    expect(changed).toMatchObject({ id: application.id, headline: 'New', createdAt: application.createdAt });
    const seen: Application = ok(await scene.manager.get(`/partner-applications/${application.id}`)).body;
    expect(seen.marks.map(({ step }) => step)).toEqual(['work', 'talk']);
    expect(seen).toMatchObject({ headline: 'New', changedAt: changed.changedAt });
  });

  test('is taken back, with which the invitation is good again', async () => {
    const { person, application } = await applicant(scene);
    expect((await person.delete(path())).status).toBe(204);
    expect(await withScene(person)).toMatchObject({ application: null, invitation: { from: 'partner' } });
    expect((await read()).items.map(({ id }) => id)).not.toContain(application.id);
    expect(codeOf(await person.delete(path()))).toBe('not_found');
    expect(codeOf(await person.put(path(), APPLICATION))).toBe('not_found');
    const late = await decide(scene.manager, application, 'decline');
    expect(codeOf(late)).toBe('already_decided');
    expect(late.body.current).toMatchObject({ state: 'withdrawn', headline: '', answers: [] });
    expect(codeOf(await scene.manager.put(`/partner-applications/${application.id}/marks/talk`, { met: true }))).toBe(
      'already_decided',
    );
    expect(await applyTo(person, scene.partner)).toMatchObject({ id: application.id, state: 'on file' });
  });
});

test('a partner that is archived takes nobody any more, and lets everyone go', async () => {
  const manager = await Person.register(guildhall.url, 'manager');
  const partner = await makePartner(scene.staff, manager);
  await giveProcess(partner);
  const there: Partnering = { ...scene, manager, partner };
  const { person, application } = await applicant(there);
  const late = await Person.register(guildhall.url, 'late');
  await invite(there, late);
  await markAll(manager, application);
  ok(await scene.staff.patch(`/partners/${partner.slug}`, { archived: true }));
  const at = `/partners/${partner.slug}/applications`;
  expect(codeOf(await late.post(at, APPLICATION))).toBe('archived');
  expect(codeOf(await person.put(at, APPLICATION))).toBe('archived');
  expect(codeOf(await decide(manager, application, 'select'))).toBe('archived');
  expect((await person.delete(at)).status).toBe(204);
});

describe('those who may not', () => {
  test('see no application, by whatever way, and decide about none', async () => {
    const { person, application } = await applicant(scene);
    const { bystander, staff } = scene;
    const elsewhere = await Person.register(guildhall.url, 'elsewhere');
    await makePartner(staff, elsewhere);
    const at = `/partner-applications/${application.id}`;
    for (const other of [bystander, elsewhere, person]) {
      expect(codeOf(await other.get(path()))).toBe('forbidden');
      expect(codeOf(await other.get(at))).toBe('not_found');
      expect(codeOf(await other.put(`${at}/marks/talk`, { met: true }))).toBe('not_found');
      expect(codeOf(await decide(other, application, 'select'))).toBe('not_found');
    }
  });

  test('are those who manage, where it is about themselves', async () => {
    const staff = await staffWithInvitation();
    const own = await applyTo(staff, scene.partner);
    await markAll(scene.manager, own);
    const other = await applicant(scene);
    for (const application of [own, other.application]) {
      expect(codeOf(await staff.put(`/partner-applications/${application.id}/marks/talk`, { met: true }))).toBe(
        'own_dealings',
      );
      expect(codeOf(await decide(staff, application, 'select'))).toBe('own_dealings');
    }
  });
});

describe('a review', () => {
  test('says of each step whether it is met, for how long, and takes it back', async () => {
    const { application } = await applicant(scene);
    const before = Date.now();
    const met = await mark(scene.manager, application, 'certificate', true);
    const until = new Date(met.marks[0]!.until!);
    until.setUTCFullYear(until.getUTCFullYear() - 1);
    expect(until.getTime()).toBeGreaterThanOrEqual(before);
    expect(met.qualification.lines.find(({ step }) => step === 'certificate')).toMatchObject({ state: 'holds' });
    const fails = await mark(scene.manager, application, 'certificate', false);
    expect(fails.marks).toEqual([{ step: 'certificate', met: false, until: null }]);
    expect(fails.qualification.lines.find(({ step }) => step === 'certificate')).toMatchObject({ state: 'fails' });
    expect((await mark(scene.manager, application, 'certificate', null)).marks).toEqual([]);
    const nowhere = `/partner-applications/${application.id}/marks/dance`;
    expect(codeOf(await scene.manager.put(nowhere, { met: true }))).toBe('not_found');
  });

  test('is told to managers alone, and what they see follows', async () => {
    const { person, application } = await applicant(scene);
    const [ear, own] = [await scene.manager.listen(), await person.listen()];
    const stream = `managers:${scene.partner.id}`;
    await ear.watch({ [stream]: null });
    await own.watch({ [person.ownStream]: null });
    const [list, page] = [await read(), ok(await scene.manager.get(`/partner-applications/${application.id}`)).body];
    await markAll(scene.manager, application);
    ok(await decide(scene.manager, application, 'decline', 'Not yet'));
    const after = await read();
    const events = await eventsUpTo(ear, after.head);
    expect(events.reduce((seen, event) => reduceApplicationsIn('received')(seen, event, ''), list)).toEqual(after);
    expect(events.reduce((seen, event) => reduceApplicationPage(seen, event, ''), page)).toEqual(
      ok(await scene.manager.get(`/partner-applications/${application.id}`)).body,
    );
    expect((await read('declined')).items).toContainEqual(
      expect.objectContaining({ id: application.id, note: 'Not yet' }),
    );
    await own.settled();
    expect(own.events()).toEqual([]);
    for (const one of [ear, own]) one.close();
  });
});

test('every list that managers look at follows all that is done', async () => {
  const { manager, partner } = scene;
  const [person, other] = [await Person.register(guildhall.url), await guest()];
  await giveFacts(person);
  ok(await person.put(`/partners/${partner.slug}/interest`, { message: 'Please' }));
  await invite(scene, person);
  const states = ['received', 'declined', 'selected'] as const;
  const lists = () => Promise.all(states.map((state) => read(state)));
  const listOf = async (what: string) => ok(await manager.get(`/partners/${partner.slug}/${what}`)).body;
  const [before, invited, interested] = [await lists(), await listOf('invitations'), await listOf('interests')];
  const [ear, stream] = [await manager.listen(), `managers:${partner.id}`];
  await ear.watch({ [stream]: before[0]!.head.seq });
  const application = await applyTo(person, partner);
  await markAll(manager, application);
  ok(await decide(manager, application, 'decline'));
  ok(await person.put(path(), { ...APPLICATION, headline: 'Another' }));
  ok(await decide(manager, application, 'select'));
  await applyTo(other, partner);
  ok(await other.delete(path()));
  const after = await lists();
  const events = await eventsUpTo(ear, after[0]!.head);
  const seen = before.map((list, index) =>
    events.reduce((then, event) => reduceApplicationsIn(states[index]!)(then, event, manager.id), list),
  );
  expect(seen).toEqual(after);
  expect(events.reduce((then, event) => reduceExpertInvitations(then, event, manager.id), invited)).toEqual(
    await listOf('invitations'),
  );
  expect(events.reduce((then, event) => reduceInterests(then, event, manager.id), interested)).toEqual(
    await listOf('interests'),
  );
  ear.close();
});

describe('selecting', () => {
  test('takes those who qualify, and says of others which line they do not meet', async () => {
    const { application } = await applicant(scene);
    await mark(scene.manager, application, 'talk', false);
    const answer = await decide(scene.manager, application, 'select');
    expect(codeOf(answer)).toBe('not_qualified');
    const states = answer.body.current.map(({ rule, step, state }: Record<string, string>) => [step ?? rule, state]);
    expect(Object.fromEntries(states)).toMatchObject({ status: 'holds', certificate: 'missing', talk: 'fails' });
    expect((await read()).items.map(({ id }) => id)).toContain(application.id);
  });

  test.each(['received', 'declined'])(
    'one that was %s makes an expert, who is told at once, and by mail',
    async (state) => {
      const { person, application } = await applicant(scene);
      await markAll(scene.manager, application);
      if (state === 'declined') ok(await decide(scene.manager, application, 'decline'));
      const [ear, strangers] = [await person.listen(), await scene.bystander.listen()];
      await ear.watch({ [person.ownStream]: null });
      await strangers.watch({ [`partner:${scene.partner.id}`]: null });
      const before = await dealings(person);
      expect(ok(await decide(scene.manager, application, 'select')).body).toMatchObject({ state: 'selected' });
      const told = await ear.next('dealing.changed', ({ data }) => data.news === 'selected');
      expect(told.data.dealing).toMatchObject({ application: { state: 'selected' }, expert: { state: 'active' } });
      const after = await dealings(person);
      expect(ear.events().reduce((seen, event) => reduceDealings(seen, event, person.id), before)).toEqual(after);
      const listed = await strangers.next('expert.listed', ({ data }) => data.expert.username === person.username);
      expect(listed.data.expert).toMatchObject({ headline: APPLICATION.headline });
      const decided = { account: toId(person.id), kind: { $ne: 'invitation' } } as const;
      expect(await MailModel.find(decided).lean()).toMatchObject([
        { kind: 'selected', subject: expect.stringContaining(scene.partner.name) },
      ]);
      expect(codeOf(await person.delete(path()))).toBe('already_decided');
      expect(codeOf(await person.put(path(), APPLICATION))).toBe('already_decided');
      for (const one of [ear, strangers]) one.close();
    },
  );

  test('goes on being judged: where a mark is taken back, the badge rests, and the expert is told why', async () => {
    const { person, application } = await applicant(scene);
    await markAll(scene.manager, application);
    ok(await decide(scene.manager, application, 'select'));
    const ear = await person.listen();
    await ear.watch({ [person.ownStream]: null });
    await mark(scene.manager, application, 'talk', false);
    const { data } = await ear.next('dealing.changed', (event) => event.data.news === 'lapsed');
    expect(data.dealing.expert).toMatchObject({ state: 'lapsed', failing: [{ step: 'talk', state: 'fails' }] });
    await mark(scene.manager, application, 'talk', true);
    await ear.next('dealing.changed', (event) => event.data.news === 'restored');
    ear.close();
  });

  test('at once is done by one, and the other learns by whom', async () => {
    const { application } = await applicant(scene);
    await markAll(scene.manager, application);
    const answers = await Promise.all([
      decide(scene.manager, application, 'select'),
      decide(scene.staff, application, 'select'),
    ]);
    expect(answers.map(codeOf).sort()).toEqual([200, 'already_decided']);
    const [winner, loser] = answers[0]!.status === 200 ? [scene.manager, answers[1]!] : [scene.staff, answers[0]!];
    expect(loser.body.detail).toBe(`${winner.account.displayName} has selected this application already.`);
    expect(loser.body.current).toMatchObject({ id: application.id, decidedBy: { id: winner.id } });
  });
});
