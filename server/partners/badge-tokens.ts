import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { z } from 'zod';
import { type BadgeKeys, PublicKey } from '../../shared/partners/experts.ts';
import { Id } from '../../shared/values.ts';
import { sharedSetting } from '../db/setting.ts';

/** What a badge's token says: whose badge it is, by which partner (both by their addresses). */
export type BadgeClaims = { id: string; partner: string; holder: string };

export type BadgeTokens = {
  /** A JWT, good for ten minutes: so long a badge may be believed without asking here whether it still is one. */
  sign(claims: BadgeClaims): string;
  /** The badge a token is about; null for any token that is not ours, whole and in time. */
  badgeOf(token: string): string | null;
  /** By which anyone can verify tokens for themselves. */
  keys: BadgeKeys;
};

const MINUTES = 10;
const ALGORITHM = 'ES256';

/**
 * Signs badges with a key that all nodes share: whichever asks first makes it.
 * @param issuer where this house is opened; asked at each use, as it may not be known yet.
 */
export async function openBadgeTokens(issuer: () => string): Promise<BadgeTokens> {
  const secret = createPrivateKey(await sharedSetting('badge-key', newKey));
  const open = createPublicKey(secret);
  const key = presentKey(open);
  return {
    keys: { keys: [key] },
    sign: ({ id, partner, holder }) =>
      jwt.sign({ partner, holder }, secret, {
        algorithm: ALGORITHM,
        keyid: key.kid,
        issuer: issuer(),
        subject: id,
        expiresIn: MINUTES * 60,
      }),
    badgeOf(token) {
      try {
        // Whoever signs with this key is this house, by whatever name a node calls it.
        return z.object({ sub: Id }).parse(jwt.verify(token, open, { algorithms: [ALGORITHM] })).sub;
      } catch {
        return null;
      }
    },
  };
}

const newKey = (): string =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  }).privateKey;

/** As a JWK, called by its thumbprint (RFC 7638): the hash of its members that matter, in the order of their names. */
function presentKey(open: KeyObject): PublicKey {
  const { crv, kty, x, y } = open.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  return PublicKey.parse({ kty, crv, x, y, kid, use: 'sig', alg: ALGORITHM });
}
