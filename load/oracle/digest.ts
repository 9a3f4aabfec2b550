import { createHash } from 'node:crypto';

/** The same for the same value, in whatever order its keys come. */
export function digestOf(value: unknown): string {
  return createHash('sha1').update(JSON.stringify(value, inOrder)).digest('base64').slice(0, 20);
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]]),
  );
}
