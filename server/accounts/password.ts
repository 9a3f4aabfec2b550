import { hash, verify } from '@node-rs/argon2';

// argon2id with OWASP's first recommendation for it: 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFC'), COST);

/**
 * @param passwordHash of the account, or null when there is no such account: then as much work is done in vain,
 * so that the time an answer takes does not tell which names exist.
 */
export async function verifyPassword(password: string, passwordHash: string | null): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const right = await verify(passwordHash ?? (await nobody), password.normalize('NFC'));
  return right && passwordHash !== null;
}

let nobody: Promise<string> | undefined;
