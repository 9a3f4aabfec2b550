/** One reading of a node's /metrics: each metric's value, without those that have labels. */
export type Exposition = Map<string, number>;

/** @param text as Prometheus reads it: `name value` a line, comments between. */
export function readExposition(text: string): Exposition {
  const lines = text.matchAll(/^([a-zA-Z_:][\w:]*) (\S+)/gm);
  return new Map([...lines].map(([, name, value]) => [name!, Number(value)]));
}
