import { createHash, createPublicKey, type JsonWebKey } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import jwt from 'jsonwebtoken';
import type { Guildhall } from '../server/app.ts';
import { toId } from '../server/db/id.ts';
import { ExpertModel } from '../server/partners/expert-record.ts';
import type { Badge } from '../shared/partners/experts.ts';
import type { PartnerFace } from '../shared/partners/partners.ts';
import { codeOf } from './support/closed.ts';
import { openGuildhall } from './support/guildhall.ts';
import { json, request } from './support/http.ts';
import { type Crowd, comeAndGo, makeCrowd } from './support/partner-crowd.ts';
import { makePartner } from './support/partnering.ts';
import { ok } from './support/person.ts';

const SECRET = 'x'.repeat(40);
const HOUSE = 'https://guild.test';

let guildhall: Guildhall;
let crowd: Crowd;
let partner: PartnerFace;
let id: string;
beforeAll(async () => {
  guildhall = await openGuildhall({ jwtSecret: SECRET, publicUrl: HOUSE });
  crowd = await makeCrowd(guildhall.url, SECRET, 2);
  partner = await makePartner(crowd.staff, crowd.manager);
  id = (await comeAndGo(crowd, partner, 'comes', 0))!._id.toString();
});
afterAll(() => guildhall?.close());

const badge = async (): Promise<Badge> => ok(await request(guildhall.url, 'GET', `/badges/${id}`)).body;
const verify = async (token: string) =>
  ok(await request(guildhall.url, 'POST', '/badges/verify', { body: { token } })).body;
const keySet = async (): Promise<{ keys: (JsonWebKey & { kid: string })[] }> =>
  json(await fetch(`${guildhall.url}/.well-known/jwks.json`));

/** As a stranger would, who knows nothing but the address of the house. */
async function verifiedOutside(token: string): Promise<jwt.JwtPayload> {
  const { header } = jwt.decode(token, { complete: true })!;
  const key = (await keySet()).keys.find(({ kid }) => kid === header.kid)!;
  const { crv, kty, x, y } = key;
  expect(createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url')).toBe(header.kid);
  const open = createPublicKey({ key, format: 'jwk' });
  return jwt.verify(token, open, { algorithms: ['ES256'], issuer: HOUSE }) as jwt.JwtPayload;
}

test('a badge is verified by anyone: here, or by its token and the published key alone', async () => {
  const answer = ok(await request(guildhall.url, 'GET', `/badges/${id}`));
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const { token, ...shown }: Badge = answer.body;
  const [{ username }] = [crowd.people[0]!];
  expect(shown).toMatchObject({
    id,
    state: 'valid',
    holder: { username },
    partner: { slug: partner.slug },
    until: null,
  });
  const { iat, exp, ...claims } = await verifiedOutside(token!);
  expect(claims).toEqual({ iss: HOUSE, sub: id, partner: partner.slug, holder: username });
  expect(exp! - iat!).toBe(600);
  expect(await verify(token!)).toMatchObject({ valid: true, badge: { id, holder: { username } } });
});

test('keys are published below the API, too, and say nothing secret', async () => {
  const published = ok(await request(guildhall.url, 'GET', '/badges/keys')).body;
  expect(published).toEqual(await keySet());
  expect(Object.keys(published.keys[0]).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
});

test('no other token passes', async () => {
  const { token } = await badge();
  const [head, body, signature] = token!.split('.');
  const forged = Buffer.from(JSON.stringify({ sub: id, exp: 9_999_999_999 })).toString('base64url');
  const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  const kept = { partner: partner.slug };
  const wrong = [
    'nothing',
    `${head}.${forged}.${signature}`,
    `${none}.${body}.`,
    jwt.sign(kept, JSON.stringify((await keySet()).keys[0]), { algorithm: 'HS256', subject: id }),
    jwt.sign(kept, SECRET, { algorithm: 'HS256', subject: id }),
    crowd.people[0]!.token,
  ];
  for (const one of wrong) expect(await verify(one)).toEqual({ valid: false, badge: null });
  // Nor does a badge's token let anyone in.
  expect(codeOf(await request(guildhall.url, 'GET', '/me', { token: token! }))).toBe('unauthorized');
});

test('a badge that is not there is not found, and a profile shows those that are good', async () => {
  expect(codeOf(await request(guildhall.url, 'GET', `/badges/${'0'.repeat(24)}`))).toBe('not_found');
  const { username } = crowd.people[0]!;
  const { since } = await badge();
  const shown = { id, since, partner: { slug: partner.slug, name: partner.name } };
  expect(ok(await crowd.manager.get(`/accounts/${username}`)).body.badges).toMatchObject([shown]);
  expect(ok(await crowd.manager.get(`/accounts/${crowd.people[1]!.username}`)).body.badges).toEqual([]);
});

test('one that rests or was taken is not good from that moment on, whatever token is about', async () => {
  const { token } = await badge();
  await comeAndGo(crowd, partner, 'lapses', 0);
  const resting = await badge();
  expect(resting).toMatchObject({ state: 'suspended', token: null, until: null });
  expect(await verify(token!)).toEqual({ valid: false, badge: resting });
  const profile = `/accounts/${crowd.people[0]!.username}`;
  expect(ok(await crowd.manager.get(profile)).body.badges).toEqual([]);

  await comeAndGo(crowd, partner, 'returns', 0);
  const again = (await badge()).token!;
  expect((await verify(again)).valid).toBe(true);
  expect((await verify(token!)).valid).toBe(true);

  await comeAndGo(crowd, partner, 'leaves', 0);
  const { changedAt } = (await ExpertModel.findById(toId(id)).lean())!;
  const ended = await badge();
  expect(ended).toMatchObject({ state: 'revoked', token: null, until: changedAt.toISOString() });
  expect(await verify(again)).toEqual({ valid: false, badge: ended });
  expect(ok(await crowd.manager.get(profile)).body.badges).toEqual([]);
});

test('who becomes an expert again has another badge', async () => {
  const other = (await comeAndGo(crowd, partner, 'comes', 0))!._id.toString();
  expect(other).not.toBe(id);
  expect((await badge()).state).toBe('revoked');
});
