import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { MailModel } from '../server/mail/mail.ts';
import { type Act, type ActsDone, UNDO_SECONDS } from '../shared/acts.ts';
import type { LoggedEvent } from '../shared/events.ts';
import type { JoinRequest, JoinRequests, OwnJoining } from '../shared/joining.ts';
import { reduceHeldPosts } from '../shared/reduce/held.ts';
import { reduceJoinRequests, reduceOwnJoining } from '../shared/reduce/join-requests.ts';
import type { Report } from '../shared/reports.ts';
import type { HeldPost, HeldPosts } from '../shared/rules.ts';
import type { Post, Topic } from '../shared/topics.ts';
import { type Acting, act, actingScene, postsSeen, undo } from './support/acting.ts';
import { codeOf } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let scene: Acting;
let topic: Topic;
let post: Post;
beforeAll(async () => {
  guildhall = await openGuildhall();
  scene = await actingScene(guildhall.url);
  const rule = { kind: 'keyword', name: 'Sales', action: 'hold', words: ['for sale'], message: 'Sales wait' };
  const path = `/groups/${scene.group.slug}/rules`;
  const { version } = ok(await scene.leader.get(path)).body;
  ok(await scene.leader.put(path, { version, items: [rule], preapprove: 0, reason: 'For order' }));
});
afterAll(() => guildhall?.close());
beforeEach(async () => {
  ({ topic, post } = await scene.author.startTopic(scene.group));
});

const tryUndo = (who: Person, { id }: Act) => who.post(`/acts/${id}/undo`);
const saying = () => ({ clientId: randomUUID(), body: `For sale ${randomUUID()}` });
const sendReply = async (): Promise<HeldPost> =>
  (await scene.author.post(`/topics/${topic.id}/posts`, saying())).body.held;
const sendTopic = async (): Promise<HeldPost> =>
  (await scene.author.post(`/groups/${scene.group.slug}/topics`, { title: 'A sale', ...saying() })).body.held;

const queue = async (): Promise<Report[]> =>
  ok(await scene.leader.get(`/groups/${scene.group.slug}/reports?limit=100`)).body.items;
async function decide(wanted: (report: Report) => boolean, resolution: string, who = scene.leader): Promise<Act> {
  const { id } = (await queue()).find(wanted)!;
  return ok(await who.patch(`/reports/${id}`, { resolution, reason: 'Looked at' })).body.acts[0];
}
const ofHeld =
  ({ body }: HeldPost) =>
  (report: Report) =>
    report.post?.body === body;
const against =
  ({ id }: Act) =>
  (report: Report) =>
    report.act?.id === id;
const waits = async (wanted: (report: Report) => boolean) => (await queue()).some(wanted);
const ownHeld = async (): Promise<HeldPosts> => ok(await scene.author.get('/me/held')).body;

describe('a held post', () => {
  test('that was approved is removed again, waits again, and can be approved again', async () => {
    const { author, leader, bystander } = scene;
    const held = await sendReply();
    const done = await decide(ofHeld(held), 'approved');
    const before = await ownHeld();
    const ear = await author.listen();
    await ear.watch({ [author.ownStream]: before.head.seq });
    await undo(leader, done);
    expect(reduceHeldPosts(before, await ear.next('post.held'), author.id).items).toEqual((await ownHeld()).items);
    const again = await author.post(`/topics/${topic.id}/posts`, { clientId: held.clientId, body: held.body });
    expect(again).toMatchObject({ status: 202, body: { held: { id: held.id, state: 'held' } } });
    expect((await ear.next('act.undone')).data).toMatchObject({ id: done.id, undone: { by: { id: leader.id } } });
    ear.close();
    expect((await postsSeen(bystander, topic.id))[1]).toMatchObject({ number: 2, body: '', removed: {} });
    expect(await waits(ofHeld(held))).toBe(true);
    await decide(ofHeld(held), 'approved');
    expect((await postsSeen(bystander, topic.id))[2]).toMatchObject({ number: 3, body: held.body });
  });

  test('that became a topic takes it along, unless somebody has answered', async () => {
    const { leader, bystander } = scene;
    const quiet = await sendTopic();
    const first = await decide(ofHeld(quiet), 'approved');
    await undo(leader, first);
    expect(await waits(ofHeld(quiet))).toBe(true);
    expect(ok(await bystander.get(`/topics/${first.topic!.id}`)).body.topic.removed).not.toBeNull();
    const answered = await decide(ofHeld(quiet), 'approved');
    await bystander.reply(answered.topic!.id);
    expect(codeOf(await tryUndo(leader, answered))).toBe('already_acted');
    expect(await waits(ofHeld(quiet))).toBe(false);
  });

  test('that was refused waits again, for who refused it alone', async () => {
    const { leader, second, author } = scene;
    const held = await sendReply();
    const done = await decide(ofHeld(held), 'refused');
    for (const other of [second, author]) expect((await tryUndo(other, done)).status).toBe(404);
    await undo(leader, done);
    expect(await waits(ofHeld(held))).toBe(true);
    expect((await ownHeld()).items.find(({ id }) => id === held.id)).toMatchObject({ why: 'Sales wait' });
    expect(codeOf(await tryUndo(leader, done))).toBe('already_acted');
  });
});

describe('a granted appeal', () => {
  const appealed = async (done: Act): Promise<Act> => {
    ok(await scene.author.post(`/acts/${done.id}/appeal`, { message: 'That was a joke' }));
    return decide(against(done), 'granted', scene.second);
  };
  const own = async ({ id }: Act): Promise<Act> =>
    ok(await scene.author.get('/me/acts?limit=100')).body.items.find((one: Act) => one.id === id);
  const inForceAgain = async (done: Act, granted: Act) => {
    expect((await own(done)).undone).not.toBeNull();
    const { acts }: ActsDone = (await undo(scene.second, granted)).body;
    expect(acts).toMatchObject([{ id: granted.id, kind: 'grant-appeal' }]);
    expect(await own(done)).toMatchObject({ undone: null, appeal: 'open' });
    expect(await waits(against(done))).toBe(true);
  };

  test('is undone: what it gave back of posts is gone again, and the appeal waits', async () => {
    const { leader, group, bystander } = scene;
    const done = await act(leader, group, { kind: 'remove-posts', postIds: [post.id] });
    const granted = await appealed(done);
    expect((await postsSeen(bystander, topic.id))[0]!.removed).toBeNull();
    await inForceAgain(done, granted);
    expect((await postsSeen(bystander, topic.id))[0]!.removed).toMatchObject({ reason: done.reason });
  });

  test.each(['lock', 'remove-topic'])('is undone: %s is in force again', async (kind) => {
    const { leader, group, bystander } = scene;
    const done = await act(leader, group, { kind, topicId: topic.id });
    const granted = await appealed(done);
    await inForceAgain(done, granted);
    const { topic: now } = ok(await bystander.get(`/topics/${topic.id}`)).body;
    expect(now[kind === 'lock' ? 'locked' : 'removed']).toMatchObject({
      id: done.id,
      by: { username: leader.username },
    });
  });

  test.each([
    ['mute', { until: new Date(Date.now() + 3_600_000).toISOString() }],
    ['ban', {}],
    ['remove-member', {}],
  ])('is undone: %s is in force again', async (kind, more) => {
    const { leader, group, author } = scene;
    const done = await act(leader, group, { kind, username: author.username, ...more });
    const granted = await appealed(done);
    await inForceAgain(done, granted);
    const answer = await author.post(`/topics/${topic.id}/posts`, { clientId: randomUUID(), body: randomUUID() });
    expect(codeOf(answer)).toBe({ mute: 'muted', ban: 'banned', 'remove-member': 'not_a_member' }[kind]);
    await decide(against(done), 'granted', scene.second);
    expect((await own(done)).undone).not.toBeNull();
  });

  test('against a ban with all posts gives them back, and undone takes them again', async () => {
    const { leader, group, author } = scene;
    await author.reply(topic.id);
    const ear = await leader.listen();
    await ear.watch({ [group.head.stream]: null });
    const mine = ({ data }: LoggedEvent) => JSON.stringify(data).includes(post.id);
    const done = await act(leader, group, { kind: 'ban', username: author.username, removePosts: true });
    await ear.next('posts.removed', mine);
    const granted = await appealed(done);
    await ear.next('posts.restored', mine);
    await undo(scene.second, granted);
    await ear.next('posts.removed', mine);
    await decide(against(done), 'granted', scene.second);
    await ear.next('posts.restored', mine);
    ear.close();
  });

  test('against the refusal of a post posts it, and undone it is refused again', async () => {
    const { bystander } = scene;
    const held = await sendReply();
    const done = await decide(ofHeld(held), 'refused');
    const granted = await appealed(done);
    expect((await postsSeen(bystander, topic.id))[1]).toMatchObject({ body: held.body });
    await inForceAgain(done, granted);
    expect((await postsSeen(bystander, topic.id))[1]!.removed).not.toBeNull();
    await decide(against(done), 'granted', scene.second);
    expect((await postsSeen(bystander, topic.id))[2]).toMatchObject({ body: held.body });
  });

  test('is not decided any more where the act itself was undone', async () => {
    const { leader, author, group } = scene;
    const done = await act(leader, group, { kind: 'remove-posts', postIds: [post.id] });
    ok(await author.post(`/acts/${done.id}/appeal`, { message: 'That was a joke' }));
    await undo(leader, done);
    expect(await waits(against(done))).toBe(false);
    expect(await own(done)).toMatchObject({ appeal: 'granted' });
  });
});

test('a report that was settled by other means waits again', async () => {
  const { leader, bystander } = scene;
  ok(await bystander.post(`/posts/${post.id}/reports`, { reason: 'spam' }));
  const about = (report: Report) => report.post?.id === post.id;
  const done = await decide(about, 'acted');
  expect(done).toMatchObject({ kind: 'settle-report', subject: null });
  await undo(leader, done);
  expect(await waits(about)).toBe(true);
});

describe('a request to join', () => {
  type Decided = { asking: Person; request: JoinRequest; id: string };
  async function decided(decision: object): Promise<Decided> {
    const asking = await Person.register(guildhall.url);
    const { id } = ok(await asking.post(`/groups/${scene.closed.slug}/join-requests`, { message: 'Let me in' })).body;
    const request: JoinRequest = ok(await scene.leader.patch(`/join-requests/${id}`, decision)).body;
    return { asking, request, id: request.actId! };
  }
  const isIn = async (who: Person) => (await who.get(`/groups/${scene.closed.slug}/topics`)).status === 200;
  const mails = (who: Person) => MailModel.find({ account: toId(who.id) }).lean();
  const pending = async (): Promise<JoinRequests> =>
    ok(await scene.leader.get(`/groups/${scene.closed.slug}/join-requests?limit=100`)).body;
  const joining = async (who: Person): Promise<OwnJoining> =>
    ok(await who.get(`/groups/${scene.closed.slug}/joining`)).body;

  test('that was approved waits again: they are out and hear nothing more, live for both sides', async () => {
    const { leader, staff, closed } = scene;
    const { asking, request, id } = await decided({ decision: 'approve' });
    expect(await isIn(asking)).toBe(true);
    const [before, ownBefore] = [await pending(), await joining(asking)];
    const [ear, own] = [await leader.listen(), await asking.listen()];
    await ear.watch({ [before.head.stream]: before.head.seq });
    await own.watch({ [asking.ownStream]: ownBefore.head.seq, [closed.head.stream]: null });
    for (const other of [staff, asking]) expect((await other.post(`/acts/${id}/undo`)).status).toBe(404);
    ok(await leader.post(`/acts/${id}/undo`));
    const reopened = await ear.next('join_request.reopened');
    expect(reduceJoinRequests(before, reopened, leader.id).items).toEqual((await pending()).items);
    expect((await ear.next('act.undone')).data).toMatchObject({ id, kind: 'approve-request' });
    expect((await own.next('membership.ended')).data).toMatchObject({ by: 'removal' });
    const told = reduceOwnJoining(ownBefore, await own.next('join_request.reopened'), asking.id);
    expect(told.request).toEqual((await joining(asking)).request);
    expect(await isIn(asking)).toBe(false);
    expect(await mails(asking)).toEqual([]);
    ok(await leader.patch(`/join-requests/${request.id}`, { decision: 'approve' }));
    expect(await isIn(asking)).toBe(true);
    ear.close();
    own.close();
  });

  test('that was approved beside an invitation leaves that open again, too', async () => {
    const { leader, closed } = scene;
    const asking = await Person.register(guildhall.url);
    const { id } = ok(await asking.post(`/groups/${closed.slug}/join-requests`, { message: 'Let me in' })).body;
    const invitation = ok(await leader.post(`/groups/${closed.slug}/invitations`, { username: asking.username })).body;
    const { actId } = ok(await leader.patch(`/join-requests/${id}`, { decision: 'approve' })).body;
    const before = await joining(asking);
    const ear = await asking.listen();
    await ear.watch({ [asking.ownStream]: before.head.seq });
    ok(await leader.post(`/acts/${actId}/undo`));
    const told = [await ear.next('invitation.reopened'), await ear.next('join_request.reopened')];
    const now = told.reduce((own, event) => reduceOwnJoining(own, event, asking.id), before);
    expect(now.invitation).toMatchObject({ id: invitation.id, state: 'pending' });
    const { request, invitation: open } = await joining(asking);
    expect([now.request, now.invitation]).toEqual([request, open]);
    ok(await asking.patch(`/invitations/${invitation.id}`, { decision: 'accept' }));
    expect(await isIn(asking)).toBe(true);
    ear.close();
  });

  test('that was denied waits again, and no mail tells of it', async () => {
    const { asking, request, id } = await decided({ decision: 'deny', reason: 'Not yet' });
    const [mail] = await mails(asking);
    expect(mail!.dueAt.getTime() - mail!.createdAt.getTime()).toBeGreaterThan(UNDO_SECONDS * 1_000);
    ok(await scene.leader.post(`/acts/${id}/undo`));
    expect((await pending()).items.map((one) => one.id)).toContain(request.id);
    expect(await mails(asking)).toEqual([]);
  });

  test('stays decided where they have asked again, or left, since', async () => {
    const { leader, closed } = scene;
    const again = await decided({ decision: 'deny', reason: 'Not yet' });
    ok(await again.asking.post(`/groups/${closed.slug}/join-requests`, { message: 'Now?' }));
    const left = await decided({ decision: 'approve' });
    ok(await left.asking.delete(`/groups/${closed.slug}/membership`));
    for (const { id } of [again, left]) expect(codeOf(await leader.post(`/acts/${id}/undo`))).toBe('already_acted');
  });
});
