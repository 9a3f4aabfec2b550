import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AccountModel } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import type { Report } from '../shared/reports.ts';
import type { Rules } from '../shared/rules.ts';
import type { Topic } from '../shared/topics.ts';
import { type Acting, actingScene } from './support/acting.ts';
import { openGuildhall } from './support/guildhall.ts';
import type { Answer } from './support/http.ts';
import { ok, type Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Acting;
let topic: Topic;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await actingScene(guildhall.url);
  topic = (await scene.author.startTopic(scene.group)).topic;
});
afterAll(() => guildhall?.close());
beforeEach(() => put([]));

const path = () => `/groups/${scene.group.slug}/rules`;
const rulesSeen = async (): Promise<Rules> => ok(await scene.leader.get(path())).body;
const word = (action: string, ...words: string[]) => ({ kind: 'keyword', name: `No ${words[0]}`, action, words });
async function put(items: object[], preapprove = 0): Promise<Rules> {
  const { version } = await rulesSeen();
  return ok(await scene.leader.put(path(), { version, items, preapprove, reason: 'For order' })).body;
}
const say = (who: Person, body: string, clientId = randomUUID()): Promise<Answer> =>
  who.post(`/topics/${topic.id}/posts`, { clientId, body: `${body} ${randomUUID()}` });
const start = (who: Person, title: string, body = 'Something'): Promise<Answer> =>
  who.post(`/groups/${scene.group.slug}/topics`, { clientId: randomUUID(), title, body: `${body} ${randomUUID()}` });
const reports = async (): Promise<Report[]> =>
  ok(await scene.leader.get(`/groups/${scene.group.slug}/reports?limit=100`)).body.items;

test('a rule refuses replies, topics by their title or text, and edits, and says why', async () => {
  await put([{ ...word('refuse', 'casino'), message: 'No gambling here' }]);
  const refusal = { status: 422, body: { code: 'rule_refused', detail: 'No gambling here' } };
  const { author } = scene;
  expect(await say(author, 'A CASINO!')).toMatchObject(refusal);
  expect(await start(author, 'My casino')).toMatchObject(refusal);
  expect(await start(author, 'A title', 'casino')).toMatchObject(refusal);
  const { post } = ok(await say(author, 'Nothing')).body;
  expect(await author.patch(`/posts/${post.id}`, { body: 'Now casino' })).toMatchObject(refusal);
  expect((await author.patch(`/posts/${post.id}`, { body: 'Now fine' })).status).toBe(200);
  expect(await reports()).toEqual([]);
});

test('those who moderate are asked nothing', async () => {
  await put([word('refuse', 'casino')]);
  const { leader, moderator, staff } = scene;
  for (const who of [leader, moderator, staff]) expect((await say(who, 'casino')).status).toBe(201);
});

test('a rule that reports lets posts and edits pass, and those who lead hear of it with its name', async () => {
  await put([word('flag', 'cheap'), word('flag', 'offer')]);
  const ear = await scene.leader.listen();
  await ear.watch({ [`leaders:${scene.group.id}`]: null });
  const { post } = ok(await say(scene.author, 'A cheap offer')).body;
  const { data } = await ear.next('report.filed');
  expect(data.post).toMatchObject({ id: post.id, number: post.number });
  expect(data.entries).toMatchObject([{ by: null, reason: null, note: 'No cheap, No offer' }]);
  const other = ok(await say(scene.author, 'Nothing')).body.post;
  ok(await scene.author.patch(`/posts/${other.id}`, { body: 'Now cheap' }));
  expect((await ear.next('report.filed')).data.post).toMatchObject({ id: other.id, body: 'Now cheap' });
  const made = ok(await start(scene.author, 'A cheap title')).body;
  expect((await ear.next('report.filed')).data.post).toMatchObject({ id: made.post.id, title: 'A cheap title' });
  ear.close();
});

test('the strictest answer counts, and an edit that would be held is refused', async () => {
  await put([word('flag', 'a1'), word('hold', 'b2'), word('refuse', 'c3')]);
  const { author } = scene;
  expect((await say(author, 'a1 b2 c3')).status).toBe(422);
  expect((await say(author, 'a1 b2')).status).toBe(202);
  const { post } = ok(await say(author, 'a1')).body;
  expect((await author.patch(`/posts/${post.id}`, { body: 'b2' })).status).toBe(422);
});

test('the rules of the site are asked before those of a group', async () => {
  await put([{ ...word('refuse', 'casino'), message: 'The group says no' }]);
  const site = ok(await scene.staff.get('/site')).body;
  const change = { version: site.version, registration: 'open', limits: {}, reason: 'For order' };
  const rules = [{ ...word('refuse', 'casino'), message: 'The site says no' }];
  ok(await scene.staff.put('/site', { ...change, rules }));
  // A node goes on with what it has read for a second at most: this one has just put it up or reads it by then.
  for (let detail = ''; detail !== 'The site says no'; ) detail = (await say(scene.author, 'casino')).body.detail;
  ok(await scene.staff.put('/site', { ...change, version: site.version + 1, rules: [] }));
  for (let detail = ''; detail !== 'The group says no'; ) detail = (await say(scene.author, 'casino')).body.detail;
});

test('of two who change the rules at once one is shown what the other has made of them', async () => {
  const { version } = await rulesSeen();
  const change = (who: Person, name: string) =>
    who.put(path(), { version, items: [word('flag', name)], preapprove: 0, reason: 'For order' });
  const both = await Promise.all([change(scene.leader, 'one'), change(scene.second, 'two')]);
  const won = both.find(({ status }) => status === 200)!;
  const lost = both.find(({ status }) => status !== 200)!;
  expect(lost).toMatchObject({ status: 409, body: { code: 'settings_changed' } });
  expect(lost.body.current).toEqual(won.body);
});

test('a change is an act, is told to those who lead, and undone makes what was before', async () => {
  const before = await put([word('flag', 'first')], 2);
  const ear = await scene.second.listen();
  await ear.watch({ [`leaders:${scene.group.id}`]: null });
  const now = await put([]);
  const { data } = await ear.next('act.done');
  expect(data).toMatchObject({ kind: 'rules', reason: 'For order', by: { username: scene.leader.username } });
  expect((await ear.next('rules.changed')).data).toMatchObject({ version: now.version, rules: 0, preapprove: 0 });
  ok(await scene.leader.post(`/acts/${data.id}/undo`));
  expect(await rulesSeen()).toMatchObject({ version: now.version + 1, items: before.items, preapprove: 2 });
  await put([word('flag', 'other')]);
  expect((await scene.leader.post(`/acts/${data.id}/undo`)).status).toBe(409);
  ear.close();
});

test('a dry run tells what rules would have met, as it is now, and changes nothing', async () => {
  const mark = `mark${randomUUID().slice(0, 8)}`;
  const first = ok(await start(scene.author, mark)).body;
  const kept = ok(await say(scene.author, mark)).body.post;
  const gone = ok(await say(scene.author, mark)).body.post;
  ok(await scene.author.delete(`/posts/${gone.id}`));
  ok(await say(scene.leader, mark));
  const edited = ok(await say(scene.author, 'Nothing')).body.post;
  ok(await scene.author.patch(`/posts/${edited.id}`, { body: `Now ${mark}` }));
  const before = await rulesSeen();
  const items = [word('refuse', mark), word('flag', `${mark}x`)];
  const { counts, matches, checked } = ok(await scene.leader.post(`${path()}/preview`, { items })).body;
  expect(counts).toEqual([3, 0]);
  expect(matches.map(({ postId }: { postId: string }) => postId)).toEqual([edited.id, kept.id, first.post.id]);
  expect(checked).toBeGreaterThanOrEqual(3);
  expect(await rulesSeen()).toEqual(before);
});

test('members and moderators neither see nor change nor try rules; of a closed group outsiders learn nothing', async () => {
  const items: object[] = [];
  const { author, moderator, bystander, closed } = scene;
  for (const who of [author, moderator]) {
    expect((await who.get(path())).status).toBe(403);
    expect((await who.put(path(), { version: 0, items, preapprove: 0, reason: 'R' })).status).toBe(403);
    expect((await who.post(`${path()}/preview`, { items })).status).toBe(403);
  }
  expect((await bystander.get(`/groups/${closed.slug}/rules`)).status).toBe(404);
});

test('who becomes a moderator is asked nothing from then on', async () => {
  await put([word('refuse', 'casino')]);
  const { bystander } = scene;
  expect((await say(bystander, 'casino')).status).toBe(422);
  await AccountModel.updateOne({ _id: bystander.id }, { $set: { role: 'moderator' } });
  expect((await say(bystander, 'casino')).status).toBe(201);
  await AccountModel.updateOne({ _id: bystander.id }, { $set: { role: 'member' } });
});
