import type { Sample } from '../measured.ts';

/** What is going to happen, as far as it is known. */
export type ViewPlan = {
  scenario: string;
  target: string[];
  sockets: number;
  /** In their order, named as samples name them; null where nobody knows how long it will take. */
  phases: { name: string; seconds: number | null }[];
};

export type View = {
  sample(sample: Sample): void;
  /** A note that stays: a limit met, a phase begun. */
  say(text: string): void;
  /** Leaves what was shown last, and gives the terminal back. */
  stop(): void;
};
