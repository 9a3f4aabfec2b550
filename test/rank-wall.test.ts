import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Guildhall } from '../server/app.ts';
import { open, type Route } from '../server/http/route.ts';
import { routes } from '../server/http/routes.ts';
import { Member, SignedIn } from '../shared/accounts.ts';
import { MetricCounts } from '../shared/ladder.ts';
import { RankKey, RankSource } from '../shared/rank-key.ts';
import { page } from '../shared/values.ts';
import { nameOf, placesIn, routesWith } from './support/answers.ts';
import { openGuildhall } from './support/guildhall.ts';
import { community, ok, Person } from './support/person.ts';
import { importsOf, sourcesBelow, wayTo } from './support/sources.ts';

// Ranks are labels: nothing that decides what members may do or how they stand on the marketplace knows of them, and
// nothing that the marketplace or a stranger is answered has one.

const files = ['shared', 'server', 'client'].flatMap(sourcesBelow);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** What decides what members may do, and the marketplace's side, as it comes. */
const DECIDES = [
  /^server\/(?!ranks\/).*policy\.ts$/,
  /^server\/groups\/(sanction|posting|readable|membership|guidelines)/,
  /^server\/(joining|leads|partners)\//,
  /^server\/live\/(permissions|revocation)\.ts$/,
  /^server\/http\/authenticate\.ts$/,
  /^shared\/partner/,
  /^client\/partners\//,
];
const deciding = files.filter((file) => DECIDES.some((pattern) => pattern.test(file)));

/** A rank's name (`shared/rank-key.ts`) is part of how a member is shown, and says nothing of what it is earned by. */
const isRanks = (file: string): boolean =>
  /^(server|client)\/ranks\/|^shared\/(ladder|ranks|reduce\/my-rank)/.test(file);

/** The log carries every kind of event, and so knows the shapes of all; the client's texts stand in one place, those about ranks, too. */
const COLLECTIONS = ['shared/events.ts', 'server/events/log.ts', 'client/strings.ts'];
const wayToRanks = (file: string): string | null =>
  wayTo(file, isRanks, imports, (name) => !COLLECTIONS.includes(name))?.join(' → ') ?? null;

describe('what decides what members may do', () => {
  test('is all there', () => {
    expect(deciding).toEqual(
      expect.arrayContaining([
        'server/accounts/policy.ts',
        'server/groups/policy.ts',
        'server/groups/posting.ts',
        'server/groups/sanction.ts',
        'server/joining/join.ts',
        'server/leads/policy.ts',
        'server/topics/policy.ts',
      ]),
    );
  });

  test('cannot reach ranks, by whatever it imports, types neither', () => {
    expect(deciding.map(wayToRanks).filter((way) => way !== null)).toEqual([]);
  });

  test('does not ask for a rank that it has in hand', () => {
    const asking = deciding.filter((file) => /rank|ladder/i.test(readFileSync(file, 'utf8')));
    expect(asking).toEqual([]);
  });

  test('would be found out: a way is found where there is one', () => {
    expect(wayToRanks('server/topics/kudos-tally.ts')).toBe('server/topics/kudos-tally.ts → server/ranks/metrics.ts');
    expect(wayToRanks('server/http/routes.ts')).not.toBeNull();
    const partners = new Map([
      ['server/partners/standing.ts', ['shared/values.ts', 'server/topics/replies.ts']],
      ['server/topics/replies.ts', ['server/topics/topic.ts', 'server/ranks/standing.ts']],
    ]);
    expect(wayTo('server/partners/standing.ts', isRanks, partners)).toHaveLength(3);
    expect(DECIDES.some((pattern) => pattern.test('server/partners/standing.ts'))).toBe(true);
  });
});

/** What an answer has of a rank: a schema of one, or something that is called so. */
const isRank = (schema: z.ZodType, key: string): boolean =>
  [RankKey, RankSource, MetricCounts].some((one) => one === schema) || /rank|ladder/i.test(key);

/** Answers with ranks that others than signed-in members get. */
const outside = (all: Route[]): string[] =>
  routesWith(all, isRank)
    .filter(({ access }) => access !== 'signed in')
    .map(nameOf);

describe('a rank', () => {
  test('is in no answer but those to signed-in members, what the ranks are, and one’s own account', () => {
    const own = ['POST /auth/register', 'POST /auth/login', 'POST /auth/refresh'];
    expect(outside(routes).sort()).toEqual([...own, 'GET /ranks'].sort());
    const answers = own.map((name) => routes.find((route) => nameOf(route) === name)?.answer);
    expect(answers).toEqual(own.map(() => SignedIn));
    expect(placesIn(SignedIn, isRank)).toEqual(['account.rank']);
  });

  test('would be found wherever in an answer it is, whoever calls', () => {
    const Badge = z.lazy(() => z.object({ holder: Member.nullable() }).optional());
    const carriers = [
      page(z.object({ owner: Member })),
      z.union([z.string(), z.array(Badge)]),
      z.record(z.string(), RankSource.nullable()),
      z.object({ title: z.string().transform((text) => text) }).and(z.object({ of: z.tuple([z.int(), RankKey]) })),
      z.object({ rankTitle: z.string() }),
    ];
    for (const [index, answer] of carriers.entries()) {
      const route = open('GET', `/badges/${index}`, { summary: 'A badge', answer }, async () => null);
      const service: Route = { ...route, access: 'service' };
      expect(outside([route, service])).toEqual([`GET /badges/${index}`, `GET /badges/${index}`]);
    }
    const plain = open(
      'GET',
      '/badges',
      { summary: 'None', answer: page(z.object({ name: z.string() })) },
      async () => 0,
    );
    expect(outside([plain])).toEqual([]);
  });

  test('is what signed-in members see at every name', () => {
    const seen = routesWith(routes, isRank).map(nameOf);
    expect(seen).toEqual(expect.arrayContaining(['GET /me', 'GET /accounts/:username', 'GET /topics/:id/posts']));
  });
});

const leadsTo = (route: Route, path: string): boolean =>
  new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`).test(path);

describe('whoever is given a rank', () => {
  let guildhall: Guildhall;
  beforeAll(async () => {
    guildhall = await openGuildhall();
  });
  afterAll(() => guildhall?.close());

  test.each(['moderator', 'community-manager', 'vip'])('of %s may do nothing more than before', async (rank) => {
    const { group, leader: staff, members } = await community(guildhall.url);
    const [titled, plain] = members as [Person, Person];
    const closed = await staff.makeGroup({ access: 'closed' });
    const { post } = await staff.startTopic(group);
    const hidden = await staff.startTopic(closed);
    const given = { rank, reason: 'For the sake of it', until: null };
    ok(await staff.put(`/accounts/${titled.username}/rank/assignment`, given));
    expect((await titled.get('/me')).body.account.rank).toBe(rank);
    const other = await Person.register(guildhall.url);

    const acts: [string, string, unknown?][] = [
      ['POST', '/groups', { slug: 'own', name: 'Their own', category: 'Interest', description: 'Not to be' }],
      ['PATCH', `/groups/${group.slug}`, { description: 'Ours now' }],
      ['PUT', `/groups/${group.slug}/leadership`, { username: other.username }],
      ['DELETE', `/groups/${group.slug}/members/${staff.username}`, { reason: 'R' }],
      ['GET', `/groups/${group.slug}/sanctions`],
      ['POST', `/groups/${group.slug}/invitations`, { username: other.username }],
      ['GET', `/groups/${closed.slug}/topics`],
      ['GET', `/topics/${hidden.topic.id}`],
      ['PATCH', `/posts/${post.id}`, { body: 'Something else' }],
      ['DELETE', `/posts/${post.id}`],
      ['PATCH', `/accounts/${other.username}`, { role: 'moderator' }],
      ['GET', `/accounts/${other.username}/rank`],
      ['PUT', `/accounts/${other.username}/rank/assignment`, given],
      ['GET', '/ranks/ladder/versions'],
      ['GET', '/lead-applications'],
      ['GET', '/message-reports'],
      ['GET', '/outbox'],
    ];
    for (const [method, path, body] of acts) {
      expect(routes.some((route) => route.method === method && leadsTo(route, path))).toBe(true);
      const [theirs, anyones] = [await titled.ask(method, path, body), await plain.ask(method, path, body)];
      expect([method, path, theirs.status, theirs.body.code]).toEqual([
        method,
        path,
        anyones.status,
        anyones.body.code,
      ]);
      expect([403, 404]).toContain(theirs.status);
    }
    const ear = await titled.listen();
    const streams = ['staff', `leaders:${group.id}`, `group:${closed.id}`, staff.ownStream];
    const watched = await ear.watch(Object.fromEntries(streams.map((stream) => [stream, null])));
    expect(watched).toEqual(Object.fromEntries(streams.map((stream) => [stream, { denied: true }])));
    ear.close();
  });
});
