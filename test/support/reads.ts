import mongoose from 'mongoose';

type Read = { collection: string; filter: Record<string, unknown> };

/** Remembers what this process's node reads from the store, until told to stop. */
export class Reads {
  readonly all: Read[] = [];

  constructor() {
    mongoose.set('debug', (collection: string, method: string, filter: Read['filter']) => {
      if (method === 'find' || method === 'findOne') this.all.push({ collection, filter });
    });
  }

  /** How often a collection was read. */
  of(collection: string): number {
    return this.all.filter((read) => read.collection === collection).length;
  }

  /** How often a stream's events were read. */
  ofEvents(stream: string): number {
    return this.all.filter(({ collection, filter }) => collection === 'events' && filter.stream === stream).length;
  }

  stop(): void {
    mongoose.set('debug', false);
  }
}
