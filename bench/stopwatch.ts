import type WebSocket from 'ws';
import { type Greeting, listen } from './processes/listener.ts';

/** One listener at each of several servers, all in this process: by its clock it tells when each heard a post. */
export class Stopwatch {
  /** When the post with this client's id was heard, by which listener. */
  readonly #heard: Map<string, number>[] = [];
  #sockets: WebSocket[] = [];
  #tell = () => {};

  static async open(urls: string[], greeting: Greeting): Promise<Stopwatch> {
    const stopwatch = new Stopwatch();
    const opened = urls.map((url, index) => {
      stopwatch.#heard.push(new Map());
      return listen(url, greeting, (message) => stopwatch.#hear(index, message));
    });
    stopwatch.#sockets = await Promise.all(opened);
    return stopwatch;
  }

  /**
   * @param sent when each post was sent, by its client's id.
   * @returns for each listener, after how many milliseconds it heard each of them, in the same order.
   */
  async waits(sent: Map<string, number>): Promise<number[][]> {
    const ids = [...sent.keys()];
    while (!this.#heard.every((heard) => ids.every((id) => heard.has(id)))) {
      await new Promise<void>((resolve) => {
        this.#tell = resolve;
      });
    }
    return this.#heard.map((heard) => ids.map((id) => heard.get(id)! - sent.get(id)!));
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  #hear(index: number, message: Buffer): void {
    const now = performance.now();
    const id = /"clientId":"([^"]+)"/.exec(message.toString())?.[1];
    if (id) this.#heard[index]!.set(id, now);
    this.#tell();
  }
}
