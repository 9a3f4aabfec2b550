import { Child } from './child.ts';
import { Crowd } from './crowd.ts';
import type { Sending } from './processes/bare-ws.ts';
import type { Greeting } from './processes/listener.ts';

/** A server to compare with, and its listeners. */
export class Baseline {
  readonly crowd = new Crowd();
  readonly #child: Child;

  private constructor(source: string) {
    this.#child = new Child(source, { place: 'server core', flags: ['--expose-gc'] });
  }

  /** @param source its program, which answers `url`, `send` and perhaps `write`. */
  static async start(source: string, greeting: Greeting, sockets: number): Promise<Baseline> {
    const baseline = new Baseline(source);
    await baseline.open(greeting, sockets);
    return baseline;
  }

  /** Adds listeners. */
  async open(greeting: Greeting, sockets: number): Promise<void> {
    await this.crowd.open(await this.ask<string>('url'), Array<Greeting>(sockets).fill(greeting));
  }

  /** The CPU time it takes to send these messages to all. @param how what its program answers to. */
  async cpuMsFor(sending: Sending, how: 'send' | 'write' = 'send'): Promise<number> {
    const before = await this.ask<number>('cpuMs');
    await this.crowd.hears(
      () => sending.times * sending.atOnce,
      () => this.ask<void>(how, sending),
    );
    return (await this.ask<number>('cpuMs')) - before;
  }

  ask<Result>(name: string, argument?: unknown): Promise<Result> {
    return this.#child.ask(name, argument);
  }

  async stop(): Promise<void> {
    await this.crowd.stop();
    await this.#child.stop();
  }
}
