import type { Verdict } from './verify.ts';

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What some data consists of, in a few words. */
export function contents({ collections }: Verdict): string {
  const documents = collections.reduce((sum, one) => sum + one.documents, 0);
  return `${plural(documents, 'document')} in ${plural(collections.length, 'collection')}`;
}
