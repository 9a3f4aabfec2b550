import type { DeliveryOutcome, FactDelivery } from '../shared/partners/facts.ts';
import type { Row } from './rows.ts';
import { deliver, type Target } from './target.ts';

/** As many as a request may have. */
const BATCH = 500;

/** How many lines came to what. `wrong`: not understood, and not delivered. */
export type Tally = Record<DeliveryOutcome['outcome'] | 'wrong', number>;

/** Hears of each line that was refused, by its number, and of each wait. */
export type Voice = { refused(line: number, why: string): void; waits(seconds: number, why: string): void };

type Good = { line: number; delivery: FactDelivery };

/**
 * Delivers all lines that can be, some hundreds at a time, in their order.
 * @param tally is counted up as it goes on, so that it is true also where the target fails in the middle.
 * @throws UsageError as `rowsOf` and `deliver` do
 */
export async function importRows(rows: AsyncIterable<Row>, target: Target, voice: Voice, tally: Tally): Promise<void> {
  let batch: Good[] = [];
  for await (const row of rows) {
    if ('wrong' in row) {
      tally.wrong += 1;
      voice.refused(row.line, row.wrong);
    } else batch.push(row);
    if (batch.length < BATCH) continue;
    await send(batch, target, voice, tally);
    batch = [];
  }
  if (batch.length > 0) await send(batch, target, voice, tally);
}

async function send(batch: Good[], target: Target, voice: Voice, tally: Tally): Promise<void> {
  const items = batch.map(({ delivery }) => delivery);
  const outcomes = await deliver(target, items, voice.waits);
  outcomes.forEach(({ outcome, username, version }, index) => {
    tally[outcome] += 1;
    const { line } = batch[index]!;
    if (outcome === 'unknown') voice.refused(line, `nobody here is called ${username}`);
    if (outcome === 'conflict')
      voice.refused(line, `version ${version} of ${username} has come with another value before`);
  });
}
