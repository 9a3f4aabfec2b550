import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A token names what it is for, which is so looked up and not searched for, and says a secret: `<id>.<secret>`. */
export type SecretToken = { id: string; secret: string };

/** `hash`: as it is kept, SHA-256. The secret is 256 random bits, which no one can guess from a hash. */
export function newSecretToken(id: string): { token: string; hash: string } {
  const secret = randomBytes(32).toString('base64url');
  return { token: `${id}.${secret}`, hash: hashOf(secret) };
}

/** Null for what cannot be one. */
export function parseSecretToken(token: string): SecretToken | null {
  const match = /^([0-9a-f]{24})\.([\w-]{43})$/.exec(token);
  return match ? { id: match[1]!, secret: match[2]! } : null;
}

export function matches(secret: string, hash: string | undefined): boolean {
  return hash !== undefined && timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash));
}

const hashOf = (secret: string) => createHash('sha256').update(secret).digest('hex');
