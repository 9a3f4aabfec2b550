import { answer as answerCommand } from '../../../embedded/commands/dispatch.ts';
import { Engine } from '../../../embedded/commands/engine.ts';
import { formatReply, parseMessage } from '../../../embedded/wire/message.ts';
import { answer } from '../../processes/answer.ts';
import { type Ask, drive } from '../lanes.ts';
import { Numbers, type Run, type Work } from '../operations.ts';

/** The store without a socket: from the bytes of a message to the bytes of its answer, in this process. */
let engine: Engine;
let numbers: Numbers;
let replies = 0;

answer({
  open({ data, documents }: { data: string; documents: number }): void {
    engine = new Engine(data, 'none');
    numbers = new Numbers(documents);
  },
  async run(work: Work): Promise<Run> {
    const before = process.cpuUsage();
    const run = await drive(work, numbers, connection);
    const { user, system } = process.cpuUsage(before);
    return { ...run, cpuMs: (user + system) / 1_000 };
  },
});

process.once('SIGTERM', () => {
  void engine.close().then(() => process.exit(0));
});

function connection(): Ask {
  return async (message) => {
    const incoming = parseMessage(message);
    const reply = await answerCommand(engine, incoming.command);
    return formatReply(incoming, ++replies, reply);
  };
}
