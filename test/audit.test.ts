import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { accountTogether } from '../server/accounts/account.ts';
import type { Guildhall } from '../server/app.ts';
import { append, write } from '../server/events/write.ts';
import { routes } from '../server/http/routes.ts';
import { STRETCH, WALK } from '../server/moderation/audit.ts';
import { exportAudit } from '../server/moderation/audit-export.ts';
import { csvRow } from '../server/moderation/csv.ts';
import type { Audit, AuditLine } from '../shared/audit.ts';
import type { Group } from '../shared/groups.ts';
import { reduceAudit } from '../shared/reduce/audit.ts';
import { leadersStream } from '../shared/streams.ts';
import { openGuildhall } from './support/guildhall.ts';
import { request } from './support/http.ts';
import { ok, Person } from './support/person.ts';

let guildhall: Guildhall;
let staff: Person;
let leader: Person;
let member: Person;
let group: Group;
beforeAll(async () => {
  guildhall = await openGuildhall();
  staff = await Person.register(guildhall.url, 'staff', 'staff');
  [leader, member] = await Person.registerEach(guildhall.url, ['leader', 'member']);
  group = await staff.makeGroup();
  for (const person of [leader, member]) await person.join(group);
  ok(await staff.patch(`/groups/${group.slug}/members/${leader.username}`, { role: 'leader' }));
});
afterAll(() => guildhall?.close());

const log = async (query = '', who = leader): Promise<Audit> =>
  ok(await who.get(`/groups/${group.slug}/audit${query}`)).body;

const download = (who: Person, path: string) =>
  fetch(`${guildhall.url}/api/v1${path}`, { headers: { authorization: `Bearer ${who.token}` } });

const act = async (who: Person, input: object) =>
  ok(await who.post(`/groups/${group.slug}/acts`, { reason: 'For order', ...input })).body.acts[0];

/** Acts of two leaders, one of them taken back. */
async function busy() {
  const { topic } = await member.startTopic(group, 'Tea');
  const pinned = await act(leader, { kind: 'pin', topicId: topic.id });
  await act(staff, { kind: 'unpin', topicId: topic.id, reason: 'Not now' });
  const again = await act(leader, { kind: 'pin', topicId: topic.id });
  ok(await leader.post(`/acts/${again.id}/undo`));
  return { topic, pinned };
}

test('each act, and its undoing, is a line that says who did what, why, and to what', async () => {
  const { topic, pinned } = await busy();
  const [undone, done, unpinned, first] = (await log()).items;
  expect(first).toMatchObject({
    type: 'act.done',
    topic: 'acts',
    kind: 'pin',
    by: { username: leader.username },
    subject: member.username,
    reason: 'For order',
    summary: 'The leader pinned the topic “Tea”',
    actId: pinned.id,
    topicId: topic.id,
  });
  expect(unpinned).toMatchObject({ kind: 'unpin', by: { username: staff.username }, reason: 'Not now' });
  expect(done!.type).toBe('act.done');
  expect(undone).toMatchObject({ type: 'act.undone', summary: 'The leader took back: pinned the topic “Tea”' });
});

test('who looks at what waits is there for those who ask for it alone', async () => {
  const { post } = await member.startTopic(group);
  ok(await leader.post(`/posts/${post.id}/reports`, { reason: 'spam' }));
  const [waiting] = ok(await leader.get(`/groups/${group.slug}/reports`)).body.items;
  for (const claim of [true, false]) ok(await leader.patch(`/reports/${waiting.id}`, { claim }));
  expect((await log()).items[0]).toMatchObject({ type: 'report.filed', topic: 'reports' });
  const claims = await log('?topic=claims');
  expect(claims.items.map(({ type }) => type)).toEqual(['report.released', 'report.claimed']);
  expect(await (await download(leader, `/groups/${group.slug}/audit/export?format=csv`)).text()).not.toContain(
    'looks at',
  );
  expect(await (await download(leader, `/groups/${group.slug}/audit/export?format=csv&topic=claims`)).text()).toContain(
    'looks at',
  );
});

describe('an audit log that is followed', () => {
  test.each([
    ['whole', {}],
    ['of one kind', { kind: 'unpin' }],
    ['of one topic', { topic: 'acts' as const }],
    ['of another topic', { topic: 'requests' as const }],
    ['of what one leader did', { by: 'LEADER' }],
    ['about one member', { subject: 'MEMBER' }],
    ['from now on', { from: 'NOW' }],
    ['until now', { to: 'NOW' }],
  ])('%s is as it is when it is fetched again', async (_name, given) => {
    const values: Record<string, string> = {
      LEADER: leader.username.toUpperCase(),
      MEMBER: member.username,
      NOW: new Date().toISOString(),
    };
    const filters = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, values[value] ?? value]));
    const query = `?${new URLSearchParams({ ...filters, limit: '100' })}`;
    const ear = await leader.listen();
    const before = await log(query);
    await ear.watch({ [before.head.stream]: before.head.seq });
    await busy();
    await ear.next('act.undone');
    const after = ear.events().reduce((view, event) => reduceAudit(filters)(view, event, leader.id), before);
    ear.close();
    expect(after).toEqual(await log(query));
    expect(after.head.seq).toBe(before.head.seq + 4);
  });
});

test('pages join without a gap or a repeat, narrowed or not', async () => {
  await busy();
  for (const narrow of ['', '&kind=pin']) {
    const whole = (await log(`?limit=100${narrow}`)).items;
    const pages: AuditLine[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Audit = await log(`?limit=3${narrow}${next && `&cursor=${next}`}`);
      pages.push(...page.items);
      next = page.next;
    }
    expect(pages).toEqual(whole);
    expect(whole.length).toBeGreaterThan(3);
  }
});

test('who leads the group, and who no longer does, stands in its log', async () => {
  const other = await Person.register(guildhall.url, 'other');
  await other.join(group);
  for (const role of ['leader', 'member'])
    ok(await staff.patch(`/groups/${group.slug}/members/${other.username}`, { role }));
  const { items } = await log(`?topic=leaders&subject=${other.username}`);
  expect(items.map(({ summary, by }) => [summary, by.username])).toEqual([
    ['The other no longer leads the group', staff.username],
    ['The other leads the group from now on', staff.username],
  ]);
});

test('a request that was decided counts as an act on who asked', async () => {
  const closed = await staff.makeGroup({ access: 'closed' });
  const asker = await Person.register(guildhall.url, 'asker');
  ok(await asker.post(`/groups/${closed.slug}/join-requests`, { message: 'Let me in' }));
  const { items } = ok(await staff.get(`/groups/${closed.slug}/join-requests`)).body;
  ok(await staff.patch(`/join-requests/${items[0].id}`, { decision: 'deny', reason: 'Full' }));
  const lines = ok(await staff.get(`/groups/${closed.slug}/audit?topic=requests`)).body.items as AuditLine[];
  expect(lines.map(({ kind, subject, reason }) => [kind, subject, reason])).toEqual([
    ['deny-request', asker.username, 'Full'],
    ['', asker.username, 'Let me in'],
  ]);
});

test('a long log is looked through a bounded way at a time, and goes on from there', async () => {
  const long = await staff.makeGroup();
  await staff.startTopic(long);
  const { topic } = await staff.startTopic(long, 'The first');
  ok(await staff.post(`/groups/${long.slug}/acts`, { kind: 'pin', topicId: topic.id, reason: 'R' }));
  const stream = leadersStream(long.id);
  const { id, username, displayName, rank } = staff.account;
  await write([stream], async () => {
    for (let count = 0; count < WALK + 10; count += 1)
      append(stream, 'leader.ended', { id, username, displayName, rank }, { accountId: id });
  });
  const first: Audit = ok(await staff.get(`/groups/${long.slug}/audit?kind=pin`)).body;
  expect([first.items, first.next !== null]).toEqual([[], true]);
  const rest: Audit = ok(await staff.get(`/groups/${long.slug}/audit?kind=pin&cursor=${first.next}`)).body;
  expect([rest.items.map(({ kind }) => kind), rest.next]).toEqual([['pin'], null]);
});

describe('an export', () => {
  test('as JSON is the whole log as it is listed', async () => {
    await busy();
    const answer = await download(leader, `/groups/${group.slug}/audit/export?format=json&topic=acts`);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=audit-${group.slug}.json`);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.json()).toEqual((await log('?topic=acts&limit=100')).items);
  });

  test('as CSV has a row for each line, below one that names the columns', async () => {
    const { topic } = await member.startTopic(group, 'Tea, "green"');
    await act(leader, { kind: 'pin', topicId: topic.id, reason: '=HYPERLINK("https://x.invalid")\nÄrger' });
    const answer = await download(leader, `/groups/${group.slug}/audit/export`);
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename=audit-${group.slug}.csv`);
    const text = await answer.text();
    const [head, first] = text.split('\r\n');
    expect(head).toBe('number,time,topic,kind,event,by,subject,reason,summary,act');
    expect(first).toContain(',acts,pin,act.done,');
    expect(first).toContain(`,"'=HYPERLINK(""https://x.invalid"")\nÄrger",`);
    expect(first).toContain('"The leader pinned the topic “Tea, ""green""”"');
    expect(text.split('\r\n').length).toBe((await log('?limit=100')).items.length + 2);
  });

  test.each([
    ['=1+1', `'=1+1`],
    ['+49', `'+49`],
    ['-1', `'-1`],
    ['@SUM(A1)', `'@SUM(A1)`],
    ['\t=1', `'\t=1`],
    [' =1', `' =1`],
    ['a "b"', `"a ""b"""`],
    ['a\nb', `"a\nb"`],
    ['1-1', '1-1'],
    ['', ''],
  ])('keeps %j a text', (value, expected) => {
    expect(csvRow([value, 'x'])).toBe(`${expected},x\r\n`);
  });

  test('ends for someone who no longer leads before it is through', async () => {
    const other = await Person.register(guildhall.url, 'other');
    await other.join(group);
    ok(await staff.patch(`/groups/${group.slug}/members/${other.username}`, { role: 'leader' }));
    await write([leadersStream(group.id)], async () => {
      const { id, username, displayName, rank } = staff.account;
      for (let count = 0; count < STRETCH; count += 1)
        append(leadersStream(group.id), 'leader.ended', { id, username, displayName, rank }, { accountId: id });
    });
    const viewer = (await accountTogether(other.id))!;
    const parts = (await exportAudit(viewer, group.slug, { format: 'csv' })).parts[Symbol.asyncIterator]();
    for (const _part of ['the columns', 'a stretch']) expect((await parts.next()).value.length).toBeGreaterThan(0);
    ok(await staff.patch(`/groups/${group.slug}/members/${other.username}`, { role: 'member' }));
    await expect(parts.next()).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('of staff holds who was given which role', async () => {
    const someone = await Person.register(guildhall.url, 'someone');
    ok(await staff.patch(`/accounts/${someone.username}`, { role: 'moderator' }));
    const lines = (await (await download(staff, '/staff/audit/export?format=json')).json()) as AuditLine[];
    expect(lines[0]).toMatchObject({
      topic: 'leaders',
      subject: someone.username,
      summary: 'The staff made The someone moderator, before member',
    });
    expect(ok(await staff.get('/staff/audit?limit=100')).body.items).toEqual(lines);
  });
});

describe('an audit log', () => {
  test('is for those who lead the group, and for staff', async () => {
    const other = await Person.register(guildhall.url, 'other');
    const moderator = await Person.register(guildhall.url, 'moderator', 'moderator');
    const closed = await staff.makeGroup({ access: 'closed' });
    for (const path of ['audit', 'audit/export', 'audit/export?format=json']) {
      for (const who of [member, other, moderator])
        expect(await who.get(`/groups/${group.slug}/${path}`)).toMatchObject({ status: 403 });
      for (const who of [member, leader])
        expect(await who.get(`/groups/${closed.slug}/${path}`)).toMatchObject({ status: 404 });
      for (const who of [member, leader, moderator])
        expect(await who.get(`/staff/${path}`)).toMatchObject({ status: 403 });
    }
    expect((await log('', staff)).head).toEqual((await log()).head);
  });

  test('can be read, and no more', async () => {
    const paths = [
      `/groups/${group.slug}/audit`,
      `/groups/${group.slug}/audit/export`,
      '/staff/audit',
      '/staff/audit/export',
    ];
    for (const path of paths) {
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
        expect(await request(guildhall.url, method, path, { token: staff.token, body: {} })).toMatchObject({
          status: 405,
        });
    }
    const rows = routes.filter(({ path }) => path.includes('audit'));
    expect(rows.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'GET']);
  });

  test.each([
    'cursor=0',
    'cursor=-1',
    'cursor=x',
    'cursor=1_a',
    'from=yesterday',
    'topic=posts',
    'limit=0',
    'format=csv',
  ])('does not take %s', async (query) => {
    expect(await leader.get(`/groups/${group.slug}/audit?${query}`)).toMatchObject({ status: 400 });
  });
});
