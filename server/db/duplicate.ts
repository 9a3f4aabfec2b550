/** The fields of the unique index a write ran into, or null if the error is another. */
export function duplicateOf(error: unknown): string[] | null {
  const { code, keyPattern } = error as { code?: number; keyPattern?: Record<string, unknown> };
  return code === 11000 ? Object.keys(keyPattern ?? {}) : null;
}
