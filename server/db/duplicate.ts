type DuplicateKey = {
  code?: number;
  keyPattern?: Record<string, unknown>;
  writeErrors?: { code: number; errmsg?: string }[];
};

/**
 * The fields of the unique index a write ran into, or null if the error is another.
 * A single write's error has them as `keyPattern`; a bulk write's only names the index, which is made of its fields.
 */
export function duplicateOf(error: unknown): string[] | null {
  const { code, keyPattern, writeErrors } = error as DuplicateKey;
  if (code !== 11000) return null;
  if (keyPattern) return Object.keys(keyPattern);
  const index = /index: (\S+) dup key/.exec(writeErrors?.[0]?.errmsg ?? '')?.[1] ?? '';
  return index.split(/_-?1(?:_|$)/).filter(Boolean);
}
