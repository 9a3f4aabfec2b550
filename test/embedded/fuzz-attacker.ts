import { type Document, Long, serialize, UUID } from 'bson';
import { type Answers, connectTo } from './fuzz-answers.ts';
import { commands } from './fuzz-commands.ts';
import { damaged, isUnfinished, mutated } from './fuzz-mutations.ts';
import type { Random } from './random.ts';
import { framed, int32, opMsg } from './raw-client.ts';

const COLLECTIONS = ['a', 'b', 'c'];
const SESSIONS = [0, 1, 2].map((i) => ({ id: new UUID(Buffer.alloc(16, i)) }));

/** A client that sends commands no driver would, and notes answers no store should give. */
export class Attacker {
  readonly bugs: string[] = [];
  answers = 0;
  private readonly uri: string;
  private readonly random: Random;
  private connection: Answers | undefined;
  private cursor = Long.ONE;
  private txnNumber = 0;

  constructor(uri: string, random: Random) {
    this.uri = uri;
    this.random = random;
  }

  async attack(end: number): Promise<void> {
    while (Date.now() < end) await this.once();
    this.connection?.close();
  }

  private async once(): Promise<void> {
    const { random } = this;
    this.connection ??= await connectTo(this.uri);
    if (this.connection.isClosed) this.connection = await connectTo(this.uri);
    const command = this.command();
    const sent = random.chance(0.6) ? mutated(command, random) : command;
    const message = this.message(sent);
    const bytes = random.chance(0.25) ? damaged(message, this.message(this.command()), random) : message;
    await this.send(this.connection, bytes, bytes === message ? sent : undefined);
  }

  /** After each message a ping: when that is answered, or the connection closed, the store is done with it. */
  private async send(connection: Answers, bytes: Buffer, sent: Document | undefined): Promise<void> {
    connection.socket.write(bytes);
    if (isUnfinished(bytes)) {
      connection.close();
      return;
    }
    for (const answer of await connection.untilPing()) this.note(answer, sent, bytes);
  }

  private note(answer: Document, sent: Document | undefined, bytes: Buffer): void {
    this.answers++;
    if (answer.code === 1)
      this.bugs.push(`${answer.errmsg} ← ${sent ? JSON.stringify(sent) : bytes.toString('base64')}`.slice(0, 1500));
    const id = answer.cursor?.id;
    if (id && !Long.fromValue(id).isZero()) this.cursor = Long.fromValue(id);
  }

  private command(): Document {
    const { random } = this;
    const command = { ...random.pick(commands)(random, random.pick(COLLECTIONS)), $db: 'fuzz' } as Document;
    if (command.getMore && random.chance(0.8)) command.getMore = this.cursor;
    if (random.chance(0.1)) command.maxTimeMS = random.below(100);
    return random.chance(0.3) ? this.inSession(command) : command;
  }

  private inSession(command: Document): Document {
    const { random } = this;
    const lsid = random.pick(SESSIONS);
    const kind = random.below(6);
    if (kind === 0) return { endSessions: [lsid], $db: 'admin' };
    if (kind === 1) return { ...command, lsid };
    if (random.chance(0.5)) this.txnNumber++;
    const numbered = { ...command, lsid, txnNumber: Long.fromNumber(this.txnNumber) };
    if (kind === 2) return numbered;
    if (kind === 3) return { ...numbered, autocommit: false, startTransaction: true };
    const end = random.pick(['commitTransaction', 'abortTransaction']);
    return kind === 4
      ? { ...numbered, autocommit: false }
      : { [end]: 1, lsid, txnNumber: numbered.txnNumber, autocommit: false, $db: 'admin' };
  }

  private message(command: Document): Buffer {
    const { documents, ...body } = command;
    if (!Array.isArray(documents) || !documents.every(isDocument) || this.random.chance(0.5)) return opMsg(command);
    const sequence = Buffer.concat([Buffer.from('documents\0'), ...documents.map((one) => serialize(one))]);
    const sections = [Buffer.from([0]), serialize(body), Buffer.from([1]), int32(sequence.length + 4), sequence];
    return framed(2013, Buffer.concat([int32(0), ...sections]));
  }
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
