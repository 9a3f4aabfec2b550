import type { Answer } from '../../shared/sockets.ts';

/** What a server says over Engine.IO and Socket.IO, as far as Guildhall says it. */
export type Packet =
  | { kind: 'open'; silenceMs: number }
  | { kind: 'ping' }
  | { kind: 'admitted' }
  | { kind: 'turned away'; code: string }
  | { kind: 'disconnected' }
  | { kind: 'told'; name: string; payload: object }
  | { kind: 'answer'; id: number; answer: Answer<never> }
  | { kind: 'other' };

/**
 * What many lines of a process are told in the same words is parsed once: they all get the same object. It is found by
 * how it begins, which names stream and seq, and taken only if it is the same to the last byte.
 */
export function readPacket(message: Buffer): Packet {
  if (message[0] !== FOUR || message[1] !== TWO) return parse(message.toString());
  const key = message.toString('latin1', 0, BEGINNING);
  const known = young.get(key) ?? old.get(key);
  if (known?.bytes.equals(message)) return known.packet;
  const [name, payload] = JSON.parse(message.toString().slice(2)) as [string, object];
  const packet: Packet = { kind: 'told', name, payload };
  // A copy: the message may be a part of something much larger.
  remember(key, { bytes: Buffer.from(message), packet });
  return packet;
}

function parse(text: string): Packet {
  if (text === '2') return PING;
  if (text.startsWith('43')) return answered(text);
  if (text.startsWith('40')) return { kind: 'admitted' };
  if (text.startsWith('44')) return { kind: 'turned away', code: codeOf(text) };
  if (text.startsWith('41')) return { kind: 'disconnected' };
  return text.startsWith('0') ? opened(text) : OTHER;
}

function answered(text: string): Packet {
  const begin = text.indexOf('[');
  const [answer] = JSON.parse(text.slice(begin)) as [Answer<never>];
  return { kind: 'answer', id: Number(text.slice(2, begin)), answer };
}

function opened(text: string): Packet {
  const { pingInterval, pingTimeout } = JSON.parse(text.slice(1)) as { pingInterval: number; pingTimeout: number };
  return { kind: 'open', silenceMs: pingInterval + pingTimeout };
}

/** A connect error carries its code in `data`. */
const codeOf = (text: string): string =>
  (JSON.parse(text.slice(2)) as { data?: { code?: string } }).data?.code ?? 'refused';

function remember(key: string, known: Known): void {
  if (young.size >= REMEMBERED) {
    old = young;
    young = new Map();
  }
  young.set(key, known);
}

type Known = { bytes: Buffer; packet: Packet };

const FOUR = '4'.charCodeAt(0);
const TWO = '2'.charCodeAt(0);
const PING: Packet = { kind: 'ping' };
const OTHER: Packet = { kind: 'other' };
const REMEMBERED = 2_000;
const BEGINNING = 100;
let young = new Map<string, Known>();
let old = new Map<string, Known>();
