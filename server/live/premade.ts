import * as parser from 'socket.io-parser';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Watched } from '../../shared/sockets.ts';

/** What a request is answered with, as JSON: many are told the same, and it is made once for all of them. */
export class Premade {
  readonly json: string;

  constructor(json: string) {
    this.json = json;
  }

  /** Socket.IO looks for bytes in what it is to send. */
  toJSON(): null {
    return null;
  }
}

class Encoder extends parser.Encoder {
  override encode(packet: parser.Packet): ReturnType<parser.Encoder['encode']> {
    const answer: unknown = packet.type === parser.PacketType.ACK ? packet.data[0] : undefined;
    return answer instanceof Premade ? [`${packet.type}${packet.id}[${answer.json}]`] : super.encode(packet);
  }
}

/** Socket.IO's own way to put packets into words, which takes over what is premade. */
export const premadeParser = { Encoder, Decoder: parser.Decoder };

/** The answer to `watch`. */
export function premade(watched: Record<string, Watched>): Premade {
  const streams = Object.entries(watched).map(([stream, told]) => `${JSON.stringify(stream)}:${toldJson(told)}`);
  return new Premade(`{${streams.join(',')}}`);
}

function toldJson(told: Watched): string {
  if (!('events' in told)) return JSON.stringify(told);
  return `{"events":[${told.events.map(jsonOf).join(',')}],"head":${told.head}}`;
}

/** An event as it is told. */
function jsonOf(event: LoggedEvent): string {
  const json = jsons.get(event) ?? JSON.stringify(event);
  jsons.set(event, json);
  return json;
}

const jsons = new WeakMap<LoggedEvent, string>();

/** What an event takes on its way to a client. */
export const bytesOf = (event: LoggedEvent): number => Buffer.byteLength(jsonOf(event));
