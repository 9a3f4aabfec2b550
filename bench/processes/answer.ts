/** A question from the benchmark to one of its processes, and the answer. */
export type Question = { id: number; name: string; argument: unknown };
export type Reply = { id: number; result?: unknown; error?: string };

type Handlers = Record<string, (argument: never) => unknown>;

const known: Handlers = {};
/** Asked before the program was there to say that it answers this. */
let early: Question[] = [];

/** Adds to what this process answers. */
export function answer(handlers: Handlers): void {
  Object.assign(known, handlers);
  const asked = early;
  early = [];
  for (const question of asked) void take(question);
}

process.on('message', take);
// None of them outlives the benchmark.
process.on('disconnect', () => process.exit(1));

async function take(question: Question): Promise<void> {
  const { id, name, argument } = question;
  const handle = known[name];
  if (!handle) return void early.push(question);
  const reply: Reply = { id };
  try {
    reply.result = await handle(argument as never);
  } catch (error) {
    reply.error = (error as Error).stack;
  }
  process.send?.(reply);
}
