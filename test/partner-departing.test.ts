import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../load/conditions.ts';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { EvidenceModel } from '../server/partners/evidence-record.ts';
import { ExpertModel } from '../server/partners/expert-record.ts';
import type { Badge } from '../shared/partners/experts.ts';
import { reduceApplicationsIn } from '../shared/reduce/applications.ts';
import type { Erasure } from '../shared/staff.ts';
import {
  APPLICATION,
  applicant,
  applyTo,
  decide,
  giveProcess,
  handIn,
  invite,
  markAll,
  withFile,
} from './support/applying.ts';
import { codeOf } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { giveFacts, makePartner, type Partnering, partneringScene } from './support/partnering.ts';
import { fresh, ok, Person } from './support/person.ts';
import { places } from './support/places.ts';

let guildhall: Guildhall;
let scene: Partnering;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await partneringScene(guildhall.url);
  await giveProcess(scene.partner);
});
afterAll(() => guildhall?.close());

const directory = async (): Promise<string[]> => {
  const { items } = ok(await request(guildhall.url, 'GET', `/partners/${scene.partner.slug}/experts`)).body;
  return items.map(({ username }: { username: string }) => username);
};

async function expert(at: Partnering = scene): Promise<Person> {
  const { person, application } = await applicant(at);
  await markAll(at.manager, application);
  ok(await decide(at.manager, application, 'select'));
  return person;
}

async function erase(subject: Person): Promise<void> {
  const order = { username: subject.username, posts: 'keep', reason: 'They asked for it' };
  ok(await scene.staff.post(`/staff/accounts/${subject.username}/erasure`, order));
}

async function erased({ id }: Person): Promise<void> {
  await eventually(
    async () => {
      const { items } = ok(await scene.staff.get('/staff/erasures')).body as { items: Erasure[] };
      return items.some(({ accountId, finishedAt }) => accountId === id && finishedAt !== null);
    },
    () => 'the erasure is done',
  );
}

/** Another partner, with the same process. */
async function anotherPartner(manager: Person): Promise<Partnering> {
  const partner = await makePartner(scene.staff, manager);
  await giveProcess(partner);
  return { ...scene, manager, partner };
}

test('an erased member is out of the directory at once, their badge is revoked, and nothing they have told is left', async () => {
  const [word, name] = [fresh('marker'), fresh('Trillian')];
  const subject = await Person.register(guildhall.url, 'trillian');
  ok(await subject.patch('/me', { displayName: name }));
  await giveFacts(subject, { jss: 93 });
  const second = await anotherPartner(await Person.register(guildhall.url, 'manager'));
  const third = await anotherPartner(await Person.register(guildhall.url, 'manager'));
  const [managed, { partner }] = [await anotherPartner(subject), scene];
  ok(await subject.put(`/partners/${partner.slug}/interest`, { message: `Please, says ${word}` }));
  ok(await subject.put(`/partners/${third.partner.slug}/interest`, { message: `Please, says ${word}` }));
  await invite(managed, scene.bystander);
  for (const one of [scene, second]) await invite(one, subject);
  const answers = withFile(await handIn(subject, `The file of ${word}`));
  const application = await applyTo(subject, partner, { headline: `I know ${word}`, answers });
  await markAll(scene.manager, application);
  ok(await decide(scene.manager, application, 'select'));
  const waiting = await applyTo(subject, second.partner, { ...APPLICATION, headline: `I know ${word}`, answers });
  const { _id: badge } = (await ExpertModel.findOne({ username: subject.username }).lean())!;
  expect(await directory()).toContain(subject.username);
  const [strangers, managers] = [await scene.bystander.listen(), await second.manager.listen()];
  await strangers.watch({ [`partner:${partner.id}`]: null });
  await managers.watch({ [`managers:${second.partner.id}`]: null });
  const queue = `/partners/${second.partner.slug}/applications`;
  const before = ok(await second.manager.get(queue)).body;

  await erase(subject);
  const unlisted = await strangers.next('expert.unlisted', ({ data }) => data.expertId === badge.toString());
  expect(JSON.stringify(unlisted)).not.toContain(subject.username);
  const told = await managers.next('application.changed', ({ data }) => data.id === waiting.id);
  expect(told.data).toMatchObject({
    state: 'withdrawn',
    headline: '',
    answers: [],
    from: { displayName: 'Erased member' },
  });
  expect(reduceApplicationsIn('received')(before, told, '').items).toEqual(
    ok(await second.manager.get(queue)).body.items,
  );
  expect(await directory()).not.toContain(subject.username);

  await erased(subject);
  for (const text of [subject.username, name, word])
    expect({ text, left: await places(text) }).toEqual({ text, left: [] });
  expect(ok(await scene.staff.get(`/partners/${managed.partner.slug}/settings`)).body.managers).toEqual([]);
  const shown: Badge = ok(await request(guildhall.url, 'GET', `/badges/${badge}`)).body;
  expect(shown).toMatchObject({ state: 'revoked', holder: { displayName: 'Erased member' }, token: null });
  expect(codeOf(await second.manager.get(`/partner-applications/${waiting.id}`))).toBe('not_found');
  expect(await EvidenceModel.exists({ owner: toId(subject.id) })).toBeNull();
  for (const ear of [strangers, managers]) ear.close();
});

test('a suspension lets a badge rest at once, and lifting it, or granting an appeal, brings it back', async () => {
  const subject = await expert();
  const at = `/staff/accounts/${subject.username}/suspension`;
  const ear = await scene.manager.listen();
  await ear.watch({ [`managers:${scene.partner.id}`]: null });
  const suspend = async () => ok(await scene.staff.put(at, { reason: 'Threats' }));
  const isAt = async (state: string) => {
    await ear.next('expert.changed', ({ data }) => data.person.id === subject.id && data.state === state);
    const told = await ear.next('qualification.changed', ({ data }) => data.accountId === subject.id);
    expect(told.data.qualification.lines[0]).toMatchObject({
      rule: 'status',
      state: state === 'active' ? 'holds' : 'fails',
    });
    expect((await directory()).includes(subject.username)).toBe(state === 'active');
  };
  await suspend();
  await isAt('lapsed');
  ok(await scene.staff.delete(at, { reason: 'A mistake' }));
  await isAt('active');
  await suspend();
  await isAt('lapsed');
  const body = { login: subject.username, password: subject.password, message: 'It was not me' };
  ok(await request(guildhall.url, 'POST', '/auth/appeal', { body }));
  const { items } = ok(await scene.staff.get('/staff/reports')).body;
  const [appeal] = items.filter(({ kind }: { kind: string }) => kind === 'appeal');
  const another = await Person.register(guildhall.url, 'staff', 'staff');
  ok(await another.patch(`/reports/${appeal.id}`, { resolution: 'granted', reason: 'So it was' }));
  await isAt('active');
  ear.close();
});

test('one’s own export has what was between oneself and partners, and nothing of what they thought', async () => {
  const subject = await expert();
  const { application } = await applicant(await anotherPartner(await Person.register(guildhall.url, 'manager')));
  const response = await fetch(`${subject.url}/api/v1/me/export`, {
    headers: { authorization: `Bearer ${subject.token}` },
  });
  const file = JSON.parse(await response.text());
  expect(file.marketplaceFacts).toMatchObject([{ facts: { jss: 95 } }]);
  expect(file.partnerInvitations).toMatchObject([{ partner: scene.partner.name, state: 'applied' }]);
  expect(file.partnerApplications).toMatchObject([
    { partner: scene.partner.name, headline: APPLICATION.headline, state: 'selected', withdrawn: false },
  ]);
  expect(file.badges).toMatchObject([{ partner: scene.partner.name, state: 'active' }]);
  const text = JSON.stringify(file);
  for (const hidden of [application.id, 'marks', 'decidedBy', 'note"']) expect(text).not.toContain(`"${hidden}"`);
});
