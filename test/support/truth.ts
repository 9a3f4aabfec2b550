import mongoose from 'mongoose';
import type { LoggedEvent } from '../../shared/events.ts';

/** A post as it lies in the store. */
export type StoredPost = { id: string; topic: string; number: number; author: string; clientId: string };

/** What is in the store, whatever anyone was told of it. */
export type Truth = { logs: Map<string, LoggedEvent[]>; posts: Map<string, StoredPost[]> };

/** Reads it past the nodes; Mongoose must be connected to the store. */
export async function readTruth(streams: string[], topics: string[]): Promise<Truth> {
  const [logs, posts] = await Promise.all([Promise.all(streams.map(readLog)), Promise.all(topics.map(readPosts))]);
  return {
    logs: new Map(streams.map((stream, index) => [stream, logs[index]!])),
    posts: new Map(topics.map((topic, index) => [topic, posts[index]!])),
  };
}

/** Where a stream stands. */
export async function headOf(stream: string): Promise<number> {
  const record = await mongoose.connection.collection<{ _id: string; seq: number }>('streams').findOne({ _id: stream });
  return record?.seq ?? 0;
}

async function readLog(stream: string): Promise<LoggedEvent[]> {
  const records = await mongoose.connection.collection('events').find({ stream }).sort({ seq: 1 }).toArray();
  return records.map(({ seq, type, at, actor, data }) => {
    return { stream, seq, type, at: (at as Date).toISOString(), actor, data } as LoggedEvent;
  });
}

async function readPosts(topic: string): Promise<StoredPost[]> {
  const posts = mongoose.connection.collection('posts');
  const records = await posts
    .find({ topic: new mongoose.Types.ObjectId(topic) })
    .sort({ number: 1 })
    .toArray();
  return records.map(({ _id, number, author, clientId }) => {
    return { id: String(_id), topic, number, author: String(author), clientId };
  });
}
