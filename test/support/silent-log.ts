import mongoose from 'mongoose';
import { type Draft, writeDrafts } from '../../server/events/log.ts';

/** Appends to the log as a node would whose hints never arrive: committed, and no word of it to anyone. */
export async function appendSilently(drafts: Omit<Draft, 'seq'>[]): Promise<void> {
  await mongoose.connection.transaction(() => writeDrafts(drafts.map((draft) => ({ ...draft, seq: 0 }))));
}

/** Takes an event out of the log, as retention would. */
export async function forget(stream: string, seq: number): Promise<void> {
  await mongoose.connection.collection('events').deleteOne({ stream, seq });
}
