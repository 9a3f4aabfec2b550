import { deserialize } from 'bson';
import { Messages } from './messages.ts';
import { type Numbers, type Work, weightOf } from './operations.ts';

/** Sends a message and resolves with its answer, header included. */
export type Ask = (message: Buffer) => Promise<Buffer>;

/**
 * Does an operation over and over, until its time is up, on so many lanes as are to be at once; each sends its next
 * message when it has been answered. An answer that is unlike the first of its kind ends it all.
 * @param askOn the way a lane asks.
 */
export async function drive(
  work: Work,
  numbers: Numbers,
  askOn: (lane: number) => Ask,
): Promise<{ done: number; ms: number }> {
  const { operation, atOnce, ms } = work;
  const from = performance.now();
  let done = 0;
  const lane = async (number: number) => {
    const [messages, ask, lengths] = [new Messages(operation, numbers, number), askOn(number), [] as number[]];
    while (performance.now() - from < ms) {
      for (let step = 0; step < messages.count; step += 1) {
        const reply = await ask(messages.at(step));
        lengths[step] ??= checked(reply);
        if (reply.length !== lengths[step]) throw new Error(`unexpected answer: ${text(reply)}`);
      }
      done += weightOf(operation);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, (_, number) => lane(number)));
  return { done, ms: performance.now() - from };
}

function checked(reply: Buffer): number {
  const body = bodyOf(reply);
  if (body.ok === 1 && !body.writeErrors && body.cursor?.firstBatch.length !== 0) return reply.length;
  throw new Error(`refused: ${text(reply)}`);
}

const bodyOf = (reply: Buffer) => deserialize(reply.subarray(21));

const text = (reply: Buffer) => JSON.stringify(bodyOf(reply)).slice(0, 1_000);
