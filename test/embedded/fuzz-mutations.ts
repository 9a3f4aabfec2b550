import type { Document } from 'bson';
import { randomDocument, randomName, randomValue } from './fuzz-commands.ts';
import type { Random } from './random.ts';

/** A command with something about it changed, at any depth. */
export function mutated(command: Document, random: Random): Document {
  if (random.chance(0.03)) return { ...randomDocument(random, 4), $db: command.$db };
  let result = command;
  for (let left = 1 + random.below(3); left > 0; left--) result = changedWithin(result, random) as Document;
  return { ...result, $db: command.$db };
}

function changedWithin(node: unknown, random: Random): unknown {
  if (Array.isArray(node) && node.length > 0 && random.chance(0.8)) {
    const at = random.below(node.length);
    return node.map((item, i) => (i === at ? changedWithin(item, random) : item));
  }
  if (isPlain(node) && Object.keys(node).length > 0 && random.chance(0.8)) return changedField(node, random);
  return replaced(node, random);
}

function changedField(node: Document, random: Random): Document {
  const entries = Object.entries(node);
  const at = random.below(entries.length);
  const [name, value] = entries[at] as [string, unknown];
  const kind = random.below(10);
  if (kind === 0) entries.splice(at, 1);
  else if (kind === 1) entries[at] = [randomName(random), value];
  else if (kind === 2) entries.push([randomName(random), randomValue(random)]);
  else entries[at] = [name, changedWithin(value, random)];
  return Object.fromEntries(entries);
}

function replaced(node: unknown, random: Random): unknown {
  if (random.chance(0.15)) return [node, node];
  if (random.chance(0.15)) return { [randomName(random)]: node };
  return randomValue(random);
}

function isPlain(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

type Damage = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const damages: Damage[] = [
  // A bit.
  (bytes, random) => withByte(bytes, random, (byte) => byte ^ (1 << random.below(8))),
  // A byte, often one that means something: a type, an end.
  (bytes, random) => withByte(bytes, random, () => random.pick([0, 1, 2, 3, 4, 5, 8, 16, 18, 127, 255])),
  // A length, or whatever four bytes are there.
  (bytes, random) => {
    const result = Buffer.from(bytes);
    const at = random.below(bytes.length - 4);
    result.writeInt32LE(
      random.pick([-1, 0, 1, 4, 5, 16, bytes.length, 2 ** 31 - 1, -(2 ** 31), random.below(1000)]),
      at,
    );
    return result;
  },
  // The end, gone; the rest is a whole message of its own.
  (bytes, random) => framedAnew(bytes.subarray(0, 17 + random.below(bytes.length - 17))),
  // The end, gone.
  (bytes, random) => bytes.subarray(0, 1 + random.below(bytes.length - 1)),
  // The beginning of one and the end of another.
  (bytes, random, other) =>
    framedAnew(
      Buffer.concat([
        bytes.subarray(0, 17 + random.below(bytes.length - 17)),
        other.subarray(random.below(other.length)),
      ]),
    ),
  // A piece that is there twice.
  (bytes, random) => {
    const from = 16 + random.below(bytes.length - 16);
    return framedAnew(Buffer.concat([bytes.subarray(0, from), bytes.subarray(16 + random.below(bytes.length - 16))]));
  },
];

/** A message with bytes changed, cut off or put in. */
export function damaged(bytes: Buffer, other: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let left = 1 + random.below(3); left > 0 && result.length > 24; left--)
    result = random.pick(damages)(result, random, other);
  return result;
}

function withByte(bytes: Buffer, random: Random, change: (byte: number) => number): Buffer {
  const result = Buffer.from(bytes);
  const at = random.below(bytes.length);
  result[at] = change(result[at] as number);
  return result;
}

function framedAnew(bytes: Buffer): Buffer {
  const result = Buffer.from(bytes);
  result.writeInt32LE(result.length, 0);
  return result;
}

/** Whether a store would wait for more after these bytes. */
export function isUnfinished(bytes: Buffer): boolean {
  let at = 0;
  while (at + 16 <= bytes.length) {
    const length = bytes.readInt32LE(at);
    if (length < 16 || length > 48_000_000) return false;
    at += length;
  }
  return at !== bytes.length;
}
