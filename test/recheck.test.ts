import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { newId, toId } from '../server/db/id.ts';
import { MailModel } from '../server/mail/mail.ts';
import { ApplicationModel } from '../server/partners/application-record.ts';
import { ExpertModel, type ExpertRecord } from '../server/partners/expert-record.ts';
import { due, recheckDue, rechecking } from '../server/partners/rechecking-due.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { Dealings } from '../shared/partners/dealings.ts';
import type { Badge, Directory, ExpertState, ManagedExperts } from '../shared/partners/experts.ts';
import type { Facts } from '../shared/partners/facts.ts';
import type { PartnerFace } from '../shared/partners/partners.ts';
import { reduceDealings } from '../shared/reduce/dealings.ts';
import { reduceManagedExperts } from '../shared/reduce/managed-experts.ts';
import { giveProcess, PROCESS } from './support/applying.ts';
import type { Ear } from './support/ear.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { type Crowd, comeAndGo, makeCrowd } from './support/partner-crowd.ts';
import { makePartner, serviceToken } from './support/partnering.ts';
import { ok, type Person } from './support/person.ts';
import { Reads } from './support/reads.ts';

const SECRET = 'x'.repeat(40);
const DAY_MS = 86_400_000;

let guildhall: Guildhall;
let crowd: Crowd;
let token: string;
let version = 1;
beforeAll(async () => {
  // Nobody looks for those who are due but the test.
  guildhall = await openGuildhall({ jwtSecret: SECRET, jobMs: 600_000 });
  crowd = await makeCrowd(guildhall.url, SECRET, 3);
  token = await serviceToken(crowd.staff);
});
afterAll(() => guildhall?.close());

let partner: PartnerFace;
let expert: Person;
let badge: ExpertRecord;
let ears: { expert: Ear; manager: Ear };
/** Each is an expert of a new partner, and listens. */
beforeEach(async () => {
  partner = await makePartner(crowd.staff, crowd.manager);
  expert = crowd.people[0]!;
  badge = (await comeAndGo(crowd, partner, 'comes', 0))!;
  const [own, manager] = [await expert.listen(), await crowd.manager.listen()];
  await own.watch({ [expert.ownStream]: null, [`partner:${partner.id}`]: null });
  await manager.watch({ [`managers:${partner.id}`]: null });
  ears = { expert: own, manager };
});
afterEach(async () => {
  ears.expert.close();
  ears.manager.close();
  await comeAndGo(crowd, partner, 'returns', 0);
  await comeAndGo(crowd, partner, 'leaves', 0);
});

async function deliver(facts: Partial<Facts>): Promise<void> {
  version += 1;
  const items = [{ username: expert.username, version, facts }];
  ok(await request(guildhall.url, 'POST', '/marketplace/facts', { token, body: { items } }));
}

const directory = async (): Promise<Directory> =>
  ok(await request(guildhall.url, 'GET', `/partners/${partner.slug}/experts`)).body;
const dealings = async (): Promise<Dealings> => ok(await expert.get('/me/partners')).body;
const managed = async (state: ExpertState): Promise<ManagedExperts> =>
  ok(await crowd.manager.get(`/partners/${partner.slug}/managed-experts?state=${state}`)).body;
const shownBadge = async (): Promise<Badge> =>
  ok(await request(guildhall.url, 'GET', `/badges/${badge._id.toString()}`)).body;
const mails = async () =>
  MailModel.find({ account: toId(expert.id), kind: 'expert' })
    .sort({ _id: -1 })
    .lean();
const told = (news: string) => ears.expert.next('dealing.changed', ({ data }) => data.news === news);

describe('when a fact is no longer as it has to be', () => {
  test('the badge rests at once, and its holder is told why', async () => {
    const mailed = (await mails()).length;
    await deliver({ jss: 79, visibility: 'private' });
    const { data } = await told('lapsed');
    expect(data.reason).toContain('The Job Success Score is 79 %, but at least 80 % is needed');
    expect(data.dealing.expert).toMatchObject({ state: 'lapsed', failing: [{ rule: 'jss' }, { rule: 'public' }] });
    const { data: gone } = await ears.expert.next('expert.unlisted');
    expect(gone).toEqual({ expertId: badge._id.toString(), experts: 0 });
    expect((await directory()).items).toEqual([]);
    const featured = ok(await request(guildhall.url, 'GET', `/partners/${partner.slug}/featured`)).body;
    expect(featured.items).toEqual([]);
    expect((await shownBadge()).state).toBe('suspended');
    const [mail, ...before] = await mails();
    expect(before).toHaveLength(mailed);
    expect(mail!.paragraphs.join('\n')).toContain('The profile is private, but it has to be public.');
  });

  test('and is again, the badge is good again at once', async () => {
    await deliver({ jss: 79 });
    await deliver({ jss: 80 });
    const { data } = await told('restored');
    expect(data.dealing.expert).toMatchObject({ id: badge._id.toString(), state: 'active', failing: [] });
    expect((await directory()).items).toMatchObject([{ id: badge._id.toString(), username: expert.username }]);
    expect((await shownBadge()).state).toBe('valid');
    expect((await mails())[0]!.subject).toContain('is good again');
  });

  test('nothing is told where nothing changes', async () => {
    await deliver({ jss: 90 });
    await deliver({ jss: 99, completeness: 100 });
    await ears.manager.next('qualification.changed');
    await ears.expert.settled();
    const heard = ears.expert.events().map(({ type }) => type);
    expect(heard).toEqual(['facts.changed', 'facts.changed']);
    expect(ears.manager.events().map(({ type }) => type)).not.toContain('expert.changed');
  });

  test('what is shown follows, as if it were fetched again', async () => {
    const states = ['active', 'lapsed'] as const;
    for (const facts of [
      { jss: 70 },
      { jss: 75, english: 'basic' as const },
      { jss: 90, english: 'native' as const },
    ]) {
      const before = { own: await dealings(), lists: await Promise.all(states.map(managed)) };
      const from = [ears.expert.events().length, ears.manager.events().length];
      await deliver(facts);
      await ears.expert.settled();
      await ears.manager.settled();
      const own = ears.expert.events().slice(from[0]);
      expect(reduced(before.own, own, reduceDealings)).toEqual(await dealings());
      const heard = ears.manager.events().slice(from[1]);
      for (const [index, state] of states.entries())
        expect(reduced(before.lists[index]!, heard, reduceManagedExperts(state))).toEqual(await managed(state));
    }
  });
});

const reduced = <View>(
  view: View,
  events: LoggedEvent[],
  reduce: (view: View, event: LoggedEvent, who: string) => View,
) => events.reduce((shown, event) => reduce(shown, event, expert.id), view);

describe('a suspension', () => {
  test('lets the badge rest from its beginning to its end, which comes by itself', async () => {
    const other = crowd.people[1]!;
    const { _id } = (await comeAndGo(crowd, partner, 'comes', 1))!;
    const state = async () => ok(await request(guildhall.url, 'GET', `/badges/${_id.toString()}`)).body.state;
    const until = new Date(Date.now() + DAY_MS);
    ok(await crowd.staff.put(`/staff/accounts/${other.username}/suspension`, { reason: 'Spam', until }));
    await ears.manager.next('expert.changed', ({ data }) => data.person.id === other.id && data.state === 'lapsed');
    expect(await state()).toBe('suspended');
    expect((await directory()).items.map(({ id }) => id)).toEqual([badge._id.toString()]);
    expect((await ExpertModel.findById(_id).lean())!.due).toEqual(until);
    expect(await recheckDue(new Date(until.getTime() - 1))).toBe(false);
    expect(await recheckDue(until)).toBe(true);
    expect(await state()).toBe('valid');
  });
});

describe('when time alone changes something', () => {
  /** Their certificate has run out, without anyone having looked. */
  async function runOut(): Promise<void> {
    const until = new Date(Date.now() - 1_000);
    const marks = [{ step: 'certificate', met: true, until: until.toISOString() }];
    const application = {
      headline: 'H',
      process: PROCESS,
      state: 'selected' as const,
      createdAt: until,
      changedAt: until,
    };
    const both = { partner: toId(partner.id), account: toId(expert.id) };
    await ApplicationModel.create([{ ...application, ...both, _id: newId(), invitation: newId(), marks }]);
    await ExpertModel.updateOne({ _id: badge._id }, { $set: { due: until } });
  }

  test('the badge rests, and of all experts those alone are read who are due', async () => {
    const [step] = PROCESS.steps;
    await giveProcess(partner, { ...PROCESS, steps: [step!] });
    const later = new Date(Date.now() + 30 * DAY_MS);
    const others = Array.from({ length: 500 }, (_, index) => {
      const { due: _due, live: _live, ...rest } = badge;
      return { ...rest, _id: newId(), account: newId(), live: true, ...(index % 2 === 0 && { due: later }) };
    });
    await ExpertModel.collection.insertMany(others as never);
    await runOut();
    const { executionStats } = (await due(new Date()).explain('executionStats')) as unknown as Explained;
    expect(executionStats).toMatchObject({ nReturned: 1, totalKeysExamined: 1, totalDocsExamined: 1 });
    const reads = new Reads();
    expect(await recheckDue()).toBe(true);
    reads.stop();
    const filters = reads.all.filter(({ collection }) => collection === 'experts').map(({ filter }) => filter);
    expect(filters.filter((filter) => !['due', '_id', 'account'].some((name) => name in filter))).toEqual([]);
    expect(await recheckDue()).toBe(false);
    const { data } = await told('lapsed');
    expect(data.reason).toMatch(/^The certificate: was met until 2\d{3}-\d\d-\d\d, and has to be shown again$/);
    expect((await shownBadge()).state).toBe('suspended');
    await ExpertModel.deleteMany({ _id: { $in: others.map(({ _id }) => _id) } });
    await giveProcess(partner, { ...PROCESS, steps: [] });
  });

  test('it is found without anyone asking, by whichever node does it', async () => {
    await giveProcess(partner, { ...PROCESS, steps: [PROCESS.steps[0]!] });
    await runOut();
    await rechecking.goOn();
    await told('lapsed');
    await giveProcess(partner, { ...PROCESS, steps: [] });
  });
});

type Explained = { executionStats: Record<string, unknown> };
