/** Reads one number off a node's /metrics. */
export async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  if (value === undefined) throw new Error(`There is no metric named ${name}.`);
  return Number(value);
}

/** Looks again and again, until the number fits; Jest ends it when it never does. */
export async function metricFits(url: string, name: string, fits: (value: number) => boolean): Promise<void> {
  while (!fits(await metric(url, name)));
}
