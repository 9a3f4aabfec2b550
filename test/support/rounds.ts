/** How often a fault is brought about in its test: FAULT_ROUNDS for long runs. */
export const ROUNDS = Number(process.env.FAULT_ROUNDS ?? 1);
