import { randomUUID } from 'node:crypto';
import { DEFAULT_LADDER } from '../../shared/ladders.ts';
import { APPLICATION } from './applying.ts';
import { LEAD, type LeakScene, NOWHERE, WORD } from './leak-scene.ts';
import { fresh } from './person.ts';

/** An address below the API, and what is sent there. */
export type Ask = { at: string; body?: unknown };

export type Row = {
  /** Something inside, then what does not exist: answered alike, word for word. */
  alike?: Ask[];
  /** Answered for itself. */
  alone?: Ask[];
  /** Tells of people by the name they were asked by: they have accounts, and that is no secret. */
  named?: true;
  /** Tells of the asker's own dealings with the group, of which only one who was never inside has none. */
  own?: true;
};

const at = (path: string, body?: unknown): Ask => ({ at: path, body });

/** The same of a thing that is there and of one that is not. */
const things = (path: (id: string) => string, id: string, body?: unknown): Row => ({
  alike: [at(path(id), body), at(path(NOWHERE), body)],
});

const LATER = new Date(Date.now() + 86_400_000).toISOString();

const post = () => ({ clientId: randomUUID(), body: 'Open' });

/** What an outsider asks of every route there is. A route that is missing here fails the test. */
export const leakTable = (scene: LeakScene): Record<string, Row> => {
  const { group, insider, staff, inside, application, mail } = scene;
  const S = `/groups/${group.slug}`;
  const N = '/groups/no-such-group';
  const within = (part: string, body?: unknown): Row => ({ alike: [at(S + part, body), at(N + part, body)] });
  /** Someone inside, someone who is not, and nobody. */
  const people = (path: string, body?: (username: string) => unknown): Row => ({
    alike: [
      [S, insider.username],
      [S, staff.username],
      [N, 'nobody'],
    ].map(([base, name]) => at(body ? base + path : `${base + path}/${name}`, body?.(name!))),
  });
  const named = (part: string, body?: unknown): Row => ({
    alone: [at(`${part}/${insider.username}`, body)],
    named: true,
  });
  const names = [`topic:${inside.topic}`, `topic:${NOWHERE}`];
  const each = (part: string): Row => ({ alike: names.map((id) => at(part, { ids: [id] })) });
  const subscription = (body?: unknown): Row => ({
    alike: [
      ...(['topic', 'post', 'forum'] as const).map((type) => at(`/subscriptions/${type}/${inside[type]}`, body)),
      at(`/subscriptions/group/${group.id}`, body),
      ...['topic', 'group'].map((type) => at(`/subscriptions/${type}/${NOWHERE}`, body)),
    ],
  });
  const topic = (part: string, body?: unknown) => things((id) => `/topics/${id}${part}`, inside.topic, body);
  const ofPost = (part: string, body?: unknown) => things((id) => `/posts/${id}${part}`, inside.post, body);
  const ofConversation = (part: string, body?: unknown) =>
    things((id) => `/conversations/${id}${part}`, inside.conversation, body);
  const drafts = (body?: unknown): Row => ({
    alike: [inside.topic, NOWHERE].map((id) => at(`/me/drafts/topic:${id}`, body)),
  });
  const only = (path: string, body?: unknown): Row => ({ alone: [at(path, body)] });
  const rankOf = (part: string, body?: unknown): Row => ({
    ...only(`/accounts/${insider.username}/rank${part}`, body),
    named: true,
  });
  const ofAccount = (part: string, body?: unknown): Row => ({
    ...only(`/staff/accounts/${insider.username}${part}`, body),
    named: true,
  });

  return {
    'POST /auth/register': {
      ...only('/auth/register', { username: insider.username, email: 'a@b.invalid', password: 'open the door' }),
      named: true,
    },
    'POST /auth/login': { ...only('/auth/login', { login: insider.username, password: 'open the door' }), named: true },
    'POST /auth/appeal': {
      ...only('/auth/appeal', { login: insider.username, password: 'open the door', message: 'Please' }),
      named: true,
    },
    'POST /auth/refresh': only('/auth/refresh'),
    'POST /auth/logout': only('/auth/logout'),
    'GET /me': only('/me'),
    'PATCH /me': only('/me', { displayName: 'Someone' }),
    'GET /me/rank': only('/me/rank'),
    'GET /me/sessions': only('/me/sessions'),
    'DELETE /me/sessions/:id': only(`/me/sessions/${NOWHERE}`),
    'GET /accounts/:username': named('/accounts'),
    'PATCH /accounts/:username': named('/accounts', { role: 'staff' }),
    'GET /staff/accounts': only('/staff/accounts'),
    'GET /staff/accounts/:username': ofAccount(''),
    'PUT /staff/accounts/:username/suspension': ofAccount('/suspension', { reason: 'R' }),
    'DELETE /staff/accounts/:username/suspension': ofAccount('/suspension', { reason: 'R' }),
    'GET /staff/accounts/:username/export': ofAccount('/export'),
    'POST /staff/accounts/:username/erasure': ofAccount('/erasure', {
      username: insider.username,
      posts: 'remove',
      reason: 'R',
    }),
    'GET /staff/erasures': only('/staff/erasures'),
    'GET /me/export': { ...only('/me/export'), own: true },
    'GET /staff/overview': only('/staff/overview'),
    'GET /site': only('/site'),
    'PUT /site': only('/site', { version: 0, registration: 'closed', rules: [], limits: {}, reason: 'R' }),
    'GET /ranks': only('/ranks'),
    'PUT /ranks/assigned/:key': only('/ranks/assigned/helper', { title: 'Helper', description: 'Helps' }),
    'GET /ranks/ladder/versions': only('/ranks/ladder/versions'),
    'POST /ranks/ladder/preview': only('/ranks/ladder/preview', { rungs: DEFAULT_LADDER.rungs }),
    'POST /ranks/ladder/versions': only('/ranks/ladder/versions', {
      rungs: DEFAULT_LADDER.rungs,
      basedOn: 1,
      note: 'Mine',
    }),
    'GET /accounts/:username/rank': rankOf(''),
    'PUT /accounts/:username/rank/assignment': rankOf('/assignment', { rank: 'vip', reason: 'R', until: null }),
    'DELETE /accounts/:username/rank/assignment': rankOf('/assignment', { reason: 'R' }),
    'PUT /accounts/:username/rank/lock': rankOf('/lock', { rank: 'vip', reason: 'R', until: LATER }),
    'DELETE /accounts/:username/rank/lock': rankOf('/lock', { reason: 'R' }),

    'GET /groups': { alone: [at('/groups'), at('/groups?category=Interest&limit=100')] },
    'POST /groups': only('/groups', { slug: 'x', name: 'X', category: 'Interest', description: 'X' }),
    'GET /groups/:slug': only(S),
    'PATCH /groups/:slug': only(S, { access: 'open' }),
    'POST /groups/:slug/membership': { alone: [at(`${S}/membership`, { guidelinesVersion: 1 })] },
    'DELETE /groups/:slug/membership': only(`${S}/membership`),
    'GET /groups/:slug/members': within('/members?limit=100'),
    'PATCH /groups/:slug/members/:username': {
      alike: people('/members').alike!.map((ask) => ({ ...ask, body: { role: 'leader' } })),
    },
    'DELETE /groups/:slug/members/:username': {
      alike: people('/members').alike!.map((ask) => ({ ...ask, body: { reason: 'R' } })),
    },
    'PUT /groups/:slug/leadership': people('/leadership', (username) => ({ username })),
    'PUT /groups/:slug/guidelines-acceptance': {
      alike: [S, N].flatMap((base) => [1, 2].map((version) => at(`${base}/guidelines-acceptance`, { version }))),
    },
    'GET /groups/:slug/forums': within('/forums'),
    'POST /groups/:slug/forums': {
      alike: [WORD, fresh('forum')].map((slug) => at(`${S}/forums`, { slug, name: 'Mine' })),
    },
    'GET /groups/:slug/joining': only(`${S}/joining`),
    'GET /groups/:slug/join-requests': within('/join-requests'),
    'POST /groups/:slug/join-requests': only(`${S}/join-requests`, { message: 'Open' }),
    'PATCH /join-requests/:id': things((id) => `/join-requests/${id}`, inside.request, { decision: 'approve' }),
    'GET /groups/:slug/sanctions': within('/sanctions'),
    'POST /groups/:slug/sanctions': people('/sanctions', (username) => ({ username, kind: 'ban', reason: 'R' })),
    'DELETE /sanctions/:id': things((id) => `/sanctions/${id}`, inside.sanction),

    'GET /groups/:slug/audit': {
      alike: [S, N].flatMap((base) => ['', `?by=${insider.username}`].map((query) => at(`${base}/audit${query}`))),
    },
    'GET /groups/:slug/audit/export': {
      alike: [S, N].flatMap((base) => ['', '?format=json'].map((query) => at(`${base}/audit/export${query}`))),
    },
    'GET /staff/audit': only('/staff/audit'),
    'GET /staff/audit/export': { alone: [at('/staff/audit/export'), at('/staff/audit/export?format=json')] },

    'POST /lead-applications': only('/lead-applications', { ...LEAD, name: 'N', description: 'D', motivation: 'M' }),
    'GET /me/lead-applications': only('/me/lead-applications'),
    'GET /lead-applications': only('/lead-applications'),
    'PATCH /lead-applications/:id': things((id) => `/lead-applications/${id}`, application, { decision: 'decline' }),

    'GET /partners': only('/partners'),
    'POST /partners': only('/partners', { slug: 'x', name: 'X', tagline: 'X', about: 'X' }),
    'GET /partners/:slug': only('/partners/nobody'),
    'GET /staff/partners': only('/staff/partners'),
    'GET /me/partners': only('/me/partners'),
    'PATCH /partners/:slug': only('/partners/nobody', { tagline: 'Mine' }),
    'GET /partners/:slug/settings': only('/partners/nobody/settings'),
    'PUT /partners/:slug/process': only('/partners/nobody/process', { basedOn: 1, jss: 80, steps: [] }),
    'PUT /partners/:slug/managers/:username': only(`/partners/nobody/managers/${insider.username}`),
    'DELETE /partners/:slug/managers/:username': only(`/partners/nobody/managers/${insider.username}`),
    'POST /me/evidence': only('/me/evidence?name=open.txt'),
    'GET /evidence/:id': only(`/evidence/${NOWHERE}`),
    'PUT /partners/:slug/logo': only('/partners/nobody/logo'),
    'DELETE /partners/:slug/logo': only('/partners/nobody/logo'),
    'GET /partners/:slug/logo/:id': only(`/partners/nobody/logo/${NOWHERE}`),
    'PUT /partners/:slug/interest': only('/partners/nobody/interest', { message: 'Open' }),
    'DELETE /partners/:slug/interest': only('/partners/nobody/interest'),
    'GET /partners/:slug/interests': only('/partners/nobody/interests'),
    'POST /partners/:slug/invitations': only('/partners/nobody/invitations', { username: insider.username }),
    'GET /partners/:slug/invitations': only('/partners/nobody/invitations'),
    'GET /partners/:slug/suggestions': only('/partners/nobody/suggestions'),
    'PATCH /expert-invitations/:id': only(`/expert-invitations/${NOWHERE}`, { decision: 'revoke' }),
    'POST /marketplace/facts': only('/marketplace/facts', {
      items: [{ username: insider.username, version: 1, facts: { jss: 100 } }],
    }),
    'GET /service-tokens': only('/service-tokens'),
    'POST /service-tokens': only('/service-tokens', { name: 'Mine' }),
    'DELETE /service-tokens/:id': only(`/service-tokens/${NOWHERE}`),
    'POST /partners/:slug/applications': only('/partners/nobody/applications', APPLICATION),
    'PUT /partners/:slug/applications': only('/partners/nobody/applications', APPLICATION),
    'DELETE /partners/:slug/applications': only('/partners/nobody/applications'),
    'GET /partners/:slug/applications': only('/partners/nobody/applications'),
    'GET /partner-applications/:id': only(`/partner-applications/${NOWHERE}`),
    'PUT /partner-applications/:id/marks/:step': only(`/partner-applications/${NOWHERE}/marks/talk`, { met: true }),
    'PATCH /partner-applications/:id': only(`/partner-applications/${NOWHERE}`, { decision: 'decline' }),
    'GET /partners/:slug/experts': only('/partners/nobody/experts'),
    'GET /partners/:slug/managed-experts': only('/partners/nobody/managed-experts'),
    'DELETE /partners/:slug/experts/:username': {
      ...only(`/partners/nobody/experts/${insider.username}`, { reason: 'Done' }),
      named: true,
    },
    'DELETE /partners/:slug/expert': only('/partners/nobody/expert'),
    'GET /partners/:slug/changes': only('/partners/nobody/changes?after=0'),
    'GET /badges/keys': only('/badges/keys'),
    'GET /badges/:id': only(`/badges/${NOWHERE}`),
    'POST /badges/verify': only('/badges/verify', { token: 'none' }),
    'GET /partners/:slug/featured': only('/partners/nobody/featured'),
    'GET /me/mail': only('/me/mail'),
    'PATCH /me/mail': only('/me/mail', { digest: 'daily' }),
    'GET /mail/unsubscribe': only('/mail/unsubscribe?token=open'),
    'POST /mail/unsubscribe': only('/mail/unsubscribe?token=open'),
    'DELETE /mail/unsubscribe': only('/mail/unsubscribe?token=open'),
    'GET /outbox': only('/outbox'),
    'GET /outbox/:id': things((id) => `/outbox/${id}`, mail),

    'GET /me/held': only('/me/held'),
    'DELETE /me/held/:id': only(`/me/held/${NOWHERE}`),
    'GET /groups/:slug/rules': within('/rules'),
    'PUT /groups/:slug/rules': within('/rules', { version: 0, items: [], preapprove: 0, reason: 'R' }),
    'POST /groups/:slug/rules/preview': within('/rules/preview', { items: [] }),
    'POST /groups/:slug/acts': {
      alike: [S, N].flatMap((base) =>
        [
          { kind: 'pin', topicId: inside.topic },
          { kind: 'pin', topicId: NOWHERE },
          { kind: 'move', topicId: inside.topic, from: inside.forum, to: inside.forum },
          { kind: 'remove-posts', postIds: [inside.post] },
          { kind: 'remove-member', username: insider.username },
          { kind: 'lift', sanctionId: inside.sanction },
        ].map((body) => at(`${base}/acts`, { reason: 'R', ...body })),
      ),
    },
    'POST /acts/:id/undo': things((id) => `/acts/${id}/undo`, inside.act),

    'GET /groups/:slug/topics': {
      alike: [S, N].flatMap((base) =>
        ['', `?forum=${WORD}`, '?forum=none', '?limit=1'].map((query) => at(`${base}/topics${query}`)),
      ),
    },
    'POST /groups/:slug/topics': {
      alike: [S, N].flatMap((base) =>
        [undefined, WORD, 'none'].map((forum) => at(`${base}/topics`, { ...post(), title: 'T', forum })),
      ),
    },
    'GET /topics/:id': topic(''),
    'GET /topics/:id/posts': { alike: ['', '?from=99', '?limit=1'].flatMap((query) => topic(`/posts${query}`).alike!) },
    'POST /topics/:id/posts': {
      alike: [post(), { ...post(), replyTo: 1 }, { ...post(), replyTo: 999 }].flatMap(
        (body) => topic('/posts', body).alike!,
      ),
    },
    'PUT /topics/:id/read': topic('/read', { number: 1 }),
    'PUT /topics/:id/view': topic('/view'),
    'PATCH /posts/:id': ofPost('', { body: 'Mine' }),
    'DELETE /posts/:id': ofPost('', { reason: 'Mine' }),
    'GET /posts/:id/original': ofPost('/original'),
    'GET /posts/:id/revisions': ofPost('/revisions'),
    'PUT /posts/:id/kudos': ofPost('/kudos'),
    'DELETE /posts/:id/kudos': ofPost('/kudos'),

    'POST /posts/:id/reports': ofPost('/reports', { reason: 'spam' }),
    'GET /groups/:slug/reports': within('/reports'),
    'GET /staff/reports': only('/staff/reports'),
    'GET /me/acts': only('/me/acts'),
    'POST /acts/:id/appeal': things((id) => `/acts/${id}/appeal`, inside.act, { message: 'Open' }),
    'PATCH /reports/:id': {
      alike: [{ claim: true }, { resolution: 'dismissed', reason: 'R' }].flatMap(
        (body) => things((id) => `/reports/${id}`, inside.report, body).alike!,
      ),
    },

    'GET /me/drafts': only('/me/drafts'),
    'GET /me/drafts/:place': drafts(),
    'PUT /me/drafts/:place': drafts({ title: '', body: 'Open', updatedAt: null }),
    'DELETE /me/drafts/:place': drafts(),

    'GET /groups/:slug/invitations': within('/invitations'),
    'POST /groups/:slug/invitations': people('/invitations', (username) => ({ username })),
    'PATCH /invitations/:id': things((id) => `/invitations/${id}`, inside.invitation, { decision: 'accept' }),

    'GET /me/conversations': { alone: [at('/me/conversations'), at(`/me/conversations?with=${insider.username}`)] },
    'GET /conversations/:id/messages': ofConversation('/messages'),
    'POST /conversations/:id/messages': ofConversation('/messages', post()),
    'PUT /conversations/:id/read': ofConversation('/read', { number: 1 }),
    'POST /me/conversations': { ...only('/me/conversations', { ...post(), username: insider.username }), named: true },
    'GET /me/blocks': { ...only('/me/blocks'), named: true },
    'PUT /me/blocks/:username': named('/me/blocks'),
    'DELETE /me/blocks/:username': named('/me/blocks'),
    'POST /messages/:id/reports': things((id) => `/messages/${id}/reports`, inside.message, { reason: 'R' }),
    'GET /message-reports': only('/message-reports'),
    'PATCH /message-reports/:id': only(`/message-reports/${NOWHERE}`, { state: 'handled' }),

    'GET /me/subscriptions': only('/me/subscriptions'),
    'POST /me/subscriptions/deletions': each('/me/subscriptions/deletions'),
    'POST /me/subscriptions/restorations': each('/me/subscriptions/restorations'),
    'GET /subscriptions/:type/:id': subscription(),
    'PUT /subscriptions/:type/:id': subscription({ level: 'on' }),
    'DELETE /subscriptions/:type/:id': subscription(),
    'GET /me/notifications': { alone: [at('/me/notifications?limit=100'), at('/me/notifications?unread=true')] },
    'PUT /me/notifications/read': {
      alike: [group.id, NOWHERE].map((id) => at('/me/notifications/read', { ids: [`group:${id}/1`] })),
    },
  };
};
