/** Microseconds on a clock that all processes of a machine share and nobody sets. */
export const microseconds = (): number => ORIGIN + performance.now() * 1_000;

const ORIGIN = Number(process.hrtime.bigint() / 1_000n) - performance.now() * 1_000;

/** Comes back at that time of `microseconds`. */
export const at = (due: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, (due - microseconds()) / 1_000)));
