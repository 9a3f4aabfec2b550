/** What keeps one client from taking what all need. Every bound is here; each can be set when the store is started. */
export type Limits = { -readonly [name in keyof typeof table]: number };

type Row = { option: string; normally: number };

const MEGABYTE = 1024 * 1024;

/** Each limit with its option on the command line. Times are in seconds, and may be fractions; sizes are in bytes. */
const table = {
  /** Connections at a time; further ones are closed at once. */
  connections: { option: 'max-connections', normally: 10_000 },
  /** For one message to come in whole, and for one answer to be taken. */
  messageSeconds: { option: 'message-timeout', normally: 60 },
  /** Messages not yet whole or not yet answered and answers not yet taken, over all connections. */
  messageBytes: { option: 'message-memory', normally: 512 * MEGABYTE },
  /** Logical sessions at a time. */
  sessions: { option: 'max-sessions', normally: 100_000 },
  /** From a session's last use to its end. */
  sessionSeconds: { option: 'session-timeout', normally: 30 * 60 },
  /** Open transactions at a time. Each reads by a slot of LMDB's, of which there are 2,048. */
  transactions: { option: 'max-transactions', normally: 1_000 },
  /** From a transaction's first statement to its end. */
  transactionSeconds: { option: 'transaction-lifetime', normally: 60 },
  /** What one transaction has written. */
  transactionBytes: { option: 'transaction-memory', normally: 128 * MEGABYTE },
  /** Open cursors at a time. */
  cursors: { option: 'max-cursors', normally: 10_000 },
  /** From a cursor's last use to its end. */
  cursorSeconds: { option: 'cursor-timeout', normally: 10 * 60 },
  /** What sorts, groups and transactions hold in memory at a time, over all clients. */
  workBytes: { option: 'work-memory', normally: 1024 * MEGABYTE },
} satisfies Record<string, Row>;

const rows = Object.entries(table) as [keyof Limits, Row][];

/** The command line's options, in the form `parseArgs` takes them. */
export const limitOptions: Record<string, { type: 'string' }> = Object.fromEntries(
  rows.map(([, { option }]) => [option, { type: 'string' as const }]),
);

/** The limits as the command line gives them. Throws with the name of an option that is no positive number. */
export function readLimits(given: Record<string, unknown>): Limits {
  return Object.fromEntries(rows.map(([name, row]) => [name, limit(row, given[row.option])])) as Limits;
}

export function limitArguments(limits: Partial<Limits>): string[] {
  return rows.flatMap(([name, { option }]) => (limits[name] === undefined ? [] : [`--${option}`, `${limits[name]}`]));
}

function limit({ option, normally }: Row, given: unknown): number {
  if (given === undefined) return normally;
  const number = Number(given);
  if (given === '' || !(number > 0 && Number.isFinite(number))) throw new Error(`--${option} ${given} is no limit`);
  return number;
}
