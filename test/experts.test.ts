import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { ApplicationModel } from '../server/partners/application-record.ts';
import { ExpertModel } from '../server/partners/expert-record.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Dealing, Dealings } from '../shared/partners/dealings.ts';
import type { Directory, ExpertState, ManagedExperts } from '../shared/partners/experts.ts';
import { reduceDealings } from '../shared/reduce/dealings.ts';
import { reduceDirectory } from '../shared/reduce/directory.ts';
import { reduceManagedExperts } from '../shared/reduce/managed-experts.ts';
import { applicant, decide, giveProcess, mark, markAll } from './support/applying.ts';
import { codeOf } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { giveFacts, makePartner, type Partnering, partneringScene } from './support/partnering.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Partnering;
let path: string;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await partneringScene(guildhall.url);
  await giveProcess(scene.partner);
  path = `/partners/${scene.partner.slug}`;
});
afterAll(() => guildhall?.close());

/** Someone who was invited, has applied, and was selected. */
async function selected() {
  const { person, application } = await applicant(scene);
  await markAll(scene.manager, application);
  ok(await decide(scene.manager, application, 'select'));
  return { person, application };
}

const directory = async (): Promise<Directory> => ok(await request(guildhall.url, 'GET', `${path}/experts`)).body;
const managed = async (state: ExpertState): Promise<ManagedExperts> =>
  ok(await scene.manager.get(`${path}/managed-experts?state=${state}`)).body;
const dealings = async (person: Person): Promise<Dealings> => ok(await person.get('/me/partners')).body;
const dealing = async (person: Person): Promise<Dealing> => (await dealings(person)).items[0]!;
const isListed = async ({ username }: Person) => (await directory()).items.some((one) => one.username === username);
const remove = (viewer: Person, { username }: Person, reason = 'The contract is over') =>
  viewer.delete(`${path}/experts/${username}`, { reason });

describe('an expert', () => {
  test('is in the directory from the moment of the selection, has a badge, and a partner counts them', async () => {
    const { experts } = ok(await request(guildhall.url, 'GET', path)).body;
    const { person } = await selected();
    expect(await isListed(person)).toBe(true);
    expect(ok(await request(guildhall.url, 'GET', path)).body.experts).toBe(experts + 1);
    const { id } = (await dealing(person)).expert!;
    expect((await managed('active')).items[0]).toMatchObject({ id, person: { id: person.id }, state: 'active' });
    expect(ok(await scene.bystander.get(`/accounts/${person.username}`)).body.badges).toMatchObject([{ id }]);
  });

  test('whose certificate is looked at again loses the badge for as long as it is not met', async () => {
    const { person, application } = await selected();
    const { due } = (await ExpertModel.findOne({ account: toId(person.id) }).lean())!;
    expect(due!.getTime()).toBeGreaterThan(Date.now() + 300 * 86_400_000);
    await mark(scene.manager, application, 'certificate', false);
    expect((await dealing(person)).expert).toMatchObject({ state: 'lapsed', failing: [{ step: 'certificate' }] });
    expect(await isListed(person)).toBe(false);
    await mark(scene.manager, application, 'certificate', true);
    expect((await dealing(person)).expert).toMatchObject({ state: 'active', failing: [] });
    expect(await isListed(person)).toBe(true);
  });
});

describe('a removal', () => {
  test('by those who manage the partner is at once, is told with its reason, and leaves the application on file', async () => {
    const { person, application } = await selected();
    const { id } = (await dealing(person)).expert!;
    const ear = await person.listen();
    await ear.watch({ [person.ownStream]: null });
    ok(await remove(scene.manager, person, 'The contract is over'));
    const { data } = await ear.next('dealing.changed');
    ear.close();
    expect(data).toMatchObject({ news: 'removed', reason: 'The contract is over' });
    expect(data.dealing).toMatchObject({ expert: null, application: { state: 'on file' } });
    expect(await isListed(person)).toBe(false);
    expect(ok(await request(guildhall.url, 'GET', `/badges/${id}`)).body.state).toBe('revoked');
    expect((await managed('removed')).items[0]).toMatchObject({ id, reason: 'The contract is over' });
    expect(codeOf(await remove(scene.manager, person))).toBe('not_found');
    // They can be selected again, which makes another badge.
    ok(await decide(scene.manager, application, 'select'));
    expect((await dealing(person)).expert!.id).not.toBe(id);
  });

  test('is for those who manage this partner alone, with a reason, and not of oneself', async () => {
    const { person } = await selected();
    const [other] = [await Person.register(guildhall.url, 'other')];
    await makePartner(scene.staff, other);
    for (const viewer of [other, scene.bystander, person])
      expect(codeOf(await remove(viewer, person))).toBe('forbidden');
    expect(codeOf(await remove(scene.manager, person, ' '))).toBe('invalid_request');
    expect(codeOf(await request(guildhall.url, 'DELETE', `${path}/experts/${person.username}`))).toBe('unauthorized');
    for (const viewer of [other, person]) expect(codeOf(await viewer.get(`${path}/managed-experts`))).toBe('forbidden');
    expect(await isListed(person)).toBe(true);
    ok(await remove(scene.staff, person));
    expect(await isListed(person)).toBe(false);
  });

  test('of staff who are experts themselves is not theirs to decide about', async () => {
    const staff = await Person.register(guildhall.url, 'staff', 'staff');
    await giveFacts(staff);
    const { person } = await selected();
    await ApplicationModel.updateOne({ account: toId(person.id) }, { $set: { account: toId(staff.id) } });
    expect(codeOf(await remove(staff, person))).toBe('own_dealings');
    await ApplicationModel.updateOne({ account: toId(staff.id) }, { $set: { account: toId(person.id) } });
  });

  test('by the expert is at once, and takes the application along', async () => {
    const { person } = await selected();
    const { id } = (await dealing(person)).expert!;
    ok(await person.delete(`${path}/expert`));
    expect(await isListed(person)).toBe(false);
    expect((await dealings(person)).items).toEqual([]);
    expect(ok(await request(guildhall.url, 'GET', `/badges/${id}`)).body.state).toBe('revoked');
    expect(codeOf(await person.delete(`${path}/expert`))).toBe('not_found');
    expect((await managed('removed')).items[0]).toMatchObject({ id, reason: null });
  });

  test('by both at once is done once', async () => {
    const { person } = await selected();
    const { experts } = ok(await request(guildhall.url, 'GET', path)).body;
    const answers = await Promise.all([remove(scene.manager, person), person.delete(`${path}/expert`)]);
    expect(answers.map(codeOf).sort()).toEqual([204, 'not_found']);
    expect(ok(await request(guildhall.url, 'GET', path)).body.experts).toBe(experts - 1);
  });
});

const ACTS: [string, (person: Person) => Promise<unknown>][] = [
  ['is removed', (person) => remove(scene.manager, person)],
  ['leaves', (person) => person.delete(`${path}/expert`)],
  ['is called something else', (person) => person.patch('/me', { displayName: 'Another name' })],
];

describe('what is shown', () => {
  test.each(ACTS)('when an expert %s is what is shown when it is fetched again', async (_what, act) => {
    const { person } = await selected();
    const states = ['active', 'removed'] as const;
    const before = {
      directory: await directory(),
      own: await dealings(person),
      lists: await Promise.all(states.map(managed)),
    };
    const [ear, manager] = [await person.listen(), await scene.manager.listen()];
    await ear.watch({ [person.ownStream]: null, [`partner:${scene.partner.id}`]: null });
    await manager.watch({ [`managers:${scene.partner.id}`]: null });
    await act(person);
    await ear.settled();
    await manager.settled();
    const own = ear.events(person.ownStream);
    const open = ear.events(`partner:${scene.partner.id}`);
    expect(open).toHaveLength(1);
    const apply = <View>(
      view: View,
      events: LoggedEvent[],
      reduce: (view: View, one: LoggedEvent, who: string) => View,
    ) => events.reduce((shown, event) => reduce(shown, event, person.id), view);
    expect(apply(before.directory, open, reduceDirectory())).toEqual(await directory());
    expect(apply(before.own, own, reduceDealings)).toEqual(await dealings(person));
    for (const [index, state] of states.entries()) {
      const list = apply(before.lists[index]!, manager.events(), reduceManagedExperts(state));
      expect(list).toEqual(await managed(state));
    }
    ear.close();
    manager.close();
  });
});
