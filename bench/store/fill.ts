import { deserialize, serialize } from 'bson';
import { COLLECTION, marked, OTHER_INDEX } from './documents.ts';
import { LeanClient } from './lean-client.ts';
import { opMsg } from './messages.ts';
import { Template } from './template.ts';

const BATCH = 10_000;

/** Makes the collection with its indexes and fills it. @returns how many documents a second. */
export async function fill(socket: string, documents: number): Promise<number> {
  const client = await LeanClient.open(socket);
  const run = async (message: Buffer) => {
    const reply = deserialize((await client.ask(message)).subarray(21));
    if (reply.ok !== 1 || reply.writeErrors) throw new Error(`refused: ${JSON.stringify(reply)}`);
  };
  await run(opMsg({ createIndexes: COLLECTION, indexes: [{ key: OTHER_INDEX, name: 'slug_1' }] }));
  const from = performance.now();
  const template = new Template(Buffer.from(serialize(marked())));
  for (let number = 0; number < documents; number += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, documents - number) }, (_, each) =>
      Buffer.from(template.of(number + each)),
    );
    await run(insertion(batch));
  }
  client.close();
  return documents / ((performance.now() - from) / 1_000);
}

/** As drivers send many documents: in a section of their own. */
function insertion(documents: Buffer[]): Buffer {
  const command = opMsg({ insert: COLLECTION });
  const name = Buffer.from('documents\0');
  const size = 4 + name.length + documents.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(size, 1);
  const message = Buffer.concat([command, head, name, ...documents]);
  message.writeInt32LE(message.length, 0);
  return message;
}
