type Waiting = { holds: () => boolean; resolve: () => void };

/** Lets others wait until something is so: it is looked at whenever something has changed, and when time is up. */
export class Conditions {
  #waiting: Waiting[] = [];

  /** Something has changed. */
  changed(): void {
    const [held, others] = [[] as Waiting[], [] as Waiting[]];
    for (const waiting of this.#waiting) (waiting.holds() ? held : others).push(waiting);
    this.#waiting = others;
    for (const { resolve } of held) resolve();
  }

  /** Comes back once `holds` does. @param what it is, for the message. @throws when it takes more than `ms`. */
  until(holds: () => boolean, what: () => string, ms = 60_000): Promise<void> {
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const waiting = { holds, resolve: () => settle(resolve) };
      const timer = setTimeout(() => settle(() => reject(new Error(`Not within ${ms / 1_000} s: ${what()}`))), ms);
      const settle = (end: () => void) => {
        clearTimeout(timer);
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        end();
      };
      this.#waiting.push(waiting);
    });
  }
}

/** Comes back once `holds` does, which is asked again and again: for what tells nobody when it changes. */
export async function eventually(holds: () => Promise<boolean>, what: () => string, ms = 60_000): Promise<void> {
  for (const end = Date.now() + ms; !(await holds()); await new Promise((resolve) => setTimeout(resolve, 50))) {
    if (Date.now() > end) throw new Error(`Not within ${ms / 1_000} s: ${what()}`);
  }
}
