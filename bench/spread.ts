/** Repeated measurements of one thing. */
export type Spread = { median: number; min: number; max: number };

/** @param values at least one. */
export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0]!, max: sorted.at(-1)! };
}

/** How many times its baseline each measurement is, round by round: what slows a whole round falls out. */
export function ratiosOf(values: number[], baseline: number[]): Spread {
  return spreadOf(values.map((value, round) => value / baseline[round]!));
}

/** @param sorted rising. @param share 0.5 for the median. */
export function quantile(sorted: number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}
