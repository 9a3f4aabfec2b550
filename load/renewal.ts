import { forEach, type Manners } from './people/manners.ts';
import type { Person } from './people/people.ts';
import { renew } from './people/people.ts';
import type { Workers } from './workers.ts';

/** Access tokens are good for ten minutes. */
const GOOD_MS = 6 * 60_000;
const LOOK_MS = 10_000;

export type Renewal = { manners: Manners; people: Person[]; staff: Person | null; workers: Workers };

/** Renews everyone's access tokens before they run out, some at a time, and tells the workers. @returns what ends it. */
export function keepSignedIn({ manners, people, staff, workers }: Renewal): () => void {
  const everyone = staff ? [...people, staff] : people;
  // Spread from the start, so that not all are due at once later.
  const due = new Map(
    everyone.map((person, index) => [person, Date.now() + GOOD_MS * (0.5 + index / everyone.length / 2)]),
  );
  let busy = false;
  const timer = setInterval(async () => {
    const old = everyone.filter((person) => due.get(person)! < Date.now());
    if (busy || old.length === 0) return;
    busy = true;
    await forEach(old, 4, async (person) => {
      await renew(manners, person).catch(() => {});
      due.set(person, Date.now() + GOOD_MS);
    });
    const tokens = { members: people.map(({ token }) => token), staff: staff?.token ?? null };
    await workers.ask('renew', tokens).catch(() => {});
    busy = false;
  }, LOOK_MS);
  return () => clearInterval(timer);
}
