import { expect } from '@jest/globals';
import type { LoggedEvent } from '../../shared/events.ts';
import type { Reducer } from '../../shared/reduce/reducer.ts';
import type { Head } from '../../shared/values.ts';
import { ok, type Person } from './person.ts';

/** A page and what makes another of it by what is heard. */
export type LivePage<View extends { head: Head }> = { path: string; reduce: Reducer<View> };

/**
 * Does something, and holds that each page as it was before, reduced by the events of its stream and of `others`, equals the one
 * that is fetched after.
 */
export async function expectFollowed(
  viewer: Person,
  // biome-ignore lint/suspicious/noExplicitAny: pages of any shape.
  pages: LivePage<any>[],
  act: () => Promise<unknown>,
  others: string[] = [],
): Promise<void> {
  const look = async ({ path }: { path: string }) => ok(await viewer.get(path)).body as { head: Head };
  const before = await Promise.all(pages.map(look));
  const ear = await viewer.listen();
  await ear.watch(Object.fromEntries(others.map((stream) => [stream, null])));
  await act();
  const own = await ear.watch(Object.fromEntries(before.map(({ head }) => [head.stream, head.seq])));
  await ear.settled();
  const elsewhere = others.flatMap((stream) => ear.events(stream));
  ear.close();
  for (const [index, page] of pages.entries()) {
    const view = before[index]!;
    const watched = own[view.head.stream] as { events: LoggedEvent[] };
    const heard = [...elsewhere, ...watched.events];
    expect(heard.reduce((now, event) => page.reduce(now, event, viewer.id), view)).toEqual(await look(page));
  }
}
