/**
 * Looks up once what hardly ever changes, and remembers the last `limit` answers. What was not found is looked up again.
 * @param load finds it; undefined where there is nothing.
 */
export function remembered<Value>(
  load: (key: string) => Promise<Value | undefined>,
  limit: number,
): (key: string) => Promise<Value | undefined> {
  const known = new Map<string, Value>();
  return async (key) => {
    const value = known.get(key) ?? (await load(key));
    if (value === undefined) return undefined;
    known.delete(key);
    known.set(key, value);
    if (known.size > limit) known.delete(known.keys().next().value!);
    return value;
  };
}
