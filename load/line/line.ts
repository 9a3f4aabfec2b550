import type { LoggedEvent } from '../../shared/events.ts';
import type { ClosingCode, Watched } from '../../shared/sockets.ts';

/** A client's way to a node: it comes back by itself, with a new token each time, until it is refused or closed. */
export type Line = {
  watch(streams: Record<string, number | null>): Promise<Record<string, Watched>>;
  unwatch(streams: string[]): void;
  /** Comes back when all that was sent to it before has been heard. */
  settled(): Promise<void>;
  close(): void;
};

export type LineListener = {
  connected(): void;
  disconnected(): void;
  pushed(event: LoggedEvent): void;
  revoked(stream: string): void;
  closing(code: ClosingCode): void;
  /** The server will not have it back. */
  refused(): void;
};

export type Connect = (listener: LineListener) => Line;
