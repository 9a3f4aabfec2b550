/** Ctrl-C: the first ends the run early, with its report; the second ends the program at once. */
export class Interrupt {
  readonly #ending = new AbortController();
  #begun = false;
  readonly #listener = (): void => {
    if (!this.#begun || this.ended) process.exit(130);
    this.#ending.abort();
  };

  constructor() {
    process.on('SIGINT', this.#listener);
  }

  get ended(): boolean {
    return this.#ending.signal.aborted;
  }

  /** From now on there is something to report. */
  begin(): void {
    this.#begun = true;
  }

  /** Comes back after so many seconds, or when the run is to end. */
  pause(seconds: number): Promise<void> {
    const { signal } = this.#ending;
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(0, seconds * 1_000));
      signal.addEventListener('abort', done);
    });
  }

  stop(): void {
    process.off('SIGINT', this.#listener);
  }
}
