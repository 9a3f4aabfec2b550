import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection, Schema, Types } from 'mongoose';
import { openStore, type TestStore } from '../support.ts';

const comment = new Schema(
  { text: { type: String, required: true }, votes: { type: Number, default: 0 } },
  { timestamps: true },
);
const author = new Schema({ name: { type: String, unique: true }, born: Date });
const post = new Schema(
  {
    title: { type: String, trim: true },
    author: { type: Schema.Types.ObjectId, ref: 'Author' },
    tags: [String],
    comments: [comment],
    scores: { type: Map, of: Number },
    meta: { views: { type: Number, default: 0 }, price: Schema.Types.Decimal128, exact: BigInt },
  },
  { timestamps: true, optimisticConcurrency: true },
);

const modelsOn = (connection: Connection) => ({
  Author: connection.model('Author', author),
  Post: connection.model('Post', post),
});

let store: TestStore;
let connection: Connection;
let models: ReturnType<typeof modelsOn>;
beforeAll(async () => {
  store = await openStore();
  const name = store.db.databaseName;
  connection = await mongoose.createConnection(store.uri, { dbName: name, autoIndex: false }).asPromise();
  models = modelsOn(connection);
});
afterAll(async () => {
  await connection.close();
  await store.close();
});

async function newPost(fields: object = {}) {
  const { Post } = models;
  return Post.create({
    title: ' One ',
    tags: ['a', 'b'],
    comments: [{ text: 'first' }, { text: 'second' }],
    ...fields,
  });
}

describe('documents', () => {
  test('are cast, defaulted and dated on the way in, and come back the same', async () => {
    const { Post } = models;
    const made = await newPost({ meta: { views: '7', price: '9.90', exact: 2n ** 60n }, scores: { x: '1' } });
    const found = await Post.findById(made._id).orFail();
    expect(found.toObject()).toEqual(made.toObject());
    expect(found).toMatchObject({ title: 'One', meta: { views: 7, exact: 2n ** 60n }, __v: 0 });
    expect(String(found.meta?.price)).toBe('9.90');
    expect(found.createdAt).toBeInstanceOf(Date);
    expect(found.comments[0]?.votes).toBe(0);
  });

  test('are found by what is cast', async () => {
    const { Post } = models;
    const made = await newPost({ title: 'cast', meta: { views: 41 } });
    expect(await Post.countDocuments({ _id: String(made._id), 'meta.views': '41' } as never)).toBe(1);
    expect(await Post.exists({ title: /^CAST$/i, 'meta.views': { $gte: 40, $lt: 42 } })).toMatchObject({
      _id: made._id,
    });
    await expect(Post.findOne({ 'meta.views': 'many' } as never)).rejects.toThrow(/Cast to Number failed/);
  });

  test('saved, send only what changed; a version that moved on is refused', async () => {
    const { Post } = models;
    const made = await newPost();
    const [mine, yours] = [await Post.findById(made._id).orFail(), await Post.findById(made._id).orFail()];
    mine.title = 'mine';
    mine.comments[1]!.text = 'changed';
    mine.tags.push('c');
    await mine.save();
    yours.title = 'yours';
    await expect(yours.save()).rejects.toMatchObject({ name: 'VersionError' });
    const now = await Post.findById(made._id).orFail();
    expect(now).toMatchObject({ title: 'mine', __v: 1 });
    expect([now.comments[1]?.text, [...now.tags]]).toEqual(['changed', ['a', 'b', 'c']]);
    expect(now.updatedAt.getTime()).toBeGreaterThanOrEqual(made.updatedAt.getTime());
  });

  test('take arrays apart and together: pull, addToSet, set by place, subdocuments by id', async () => {
    const { Post } = models;
    const made = await newPost();
    const tags = made.tags as Types.Array<string>;
    tags.pull('a');
    tags.addToSet('b', 'z');
    made.comments.id(made.comments[0]!._id)!.deleteOne();
    await made.save();
    const found = await Post.findById(made._id).orFail();
    expect([[...found.tags], found.comments.map((one) => one.text)]).toEqual([['b', 'z'], ['second']]);
  });
});

describe('updates', () => {
  test('by place, with the timestamps that Mongoose adds beside them', async () => {
    const { Post } = models;
    const made = await newPost();
    const id = made.comments[1]!._id;
    const before = made.comments[1]!.updatedAt;
    const query = { _id: made._id, 'comments._id': id };
    await Post.updateOne(query, { $set: { 'comments.$.text': 'new' }, $inc: { 'comments.$.votes': 2 } });
    await Post.updateOne(
      { _id: made._id },
      { $inc: { 'comments.$[one].votes': 5 } },
      { arrayFilters: [{ 'one.text': 'new' }] },
    );
    const { comments } = await Post.findById(made._id).orFail();
    expect(comments.map(({ text, votes }) => [text, votes])).toEqual([
      ['first', 0],
      ['new', 7],
    ]);
    expect(comments[1]!.updatedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  test('upsert with defaults, and give the new document', async () => {
    const { Post } = models;
    const made = await Post.findOneAndUpdate(
      { title: 'upserted' },
      { $inc: { 'meta.views': 1 }, $push: { tags: { $each: ['x', 'y'], $slice: -1 } } },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
    );
    expect(made).toMatchObject({ title: 'upserted', meta: { views: 1 }, __v: 0 });
    expect([...made!.tags]).toEqual(['y']);
    expect(made!.createdAt).toBeInstanceOf(Date);
  });

  test('in bulk, each kind, counted', async () => {
    const { Author } = models;
    await Author.deleteMany({});
    const result = await Author.bulkWrite([
      { insertOne: { document: { name: 'Ada' } as never } },
      { updateOne: { filter: { name: 'Ada' }, update: { born: '1815-12-10' } as never } },
      { updateOne: { filter: { name: 'Alan' }, update: { $set: { born: new Date(0) } } as never, upsert: true } },
      { replaceOne: { filter: { name: 'Alan' }, replacement: { name: 'Alan T.' } as never } },
      { deleteOne: { filter: { name: 'nobody' } } },
    ]);
    expect(result).toMatchObject({ insertedCount: 1, modifiedCount: 2, upsertedCount: 1, deletedCount: 0 });
    const found = await Author.find().sort('name').lean();
    expect(found.map(({ name, born }) => [name, born])).toEqual([
      ['Ada', new Date('1815-12-10')],
      ['Alan T.', undefined],
    ]);
  });
});

describe('models', () => {
  test('populate one another, by id and in arrays, leaned and selected', async () => {
    const { Author, Post } = models;
    await Author.deleteMany({});
    const ada = await Author.create({ name: 'Ada' });
    const made = await newPost({ author: ada._id });
    const full = await Post.findById(made._id).populate<{ author: { name: string } }>('author').orFail();
    expect(full.author.name).toBe('Ada');
    const lean = await Post.findById(made._id).populate('author', 'name -_id').select('author').lean();
    expect(lean).toEqual({ _id: made._id, author: { name: 'Ada' } });
    const absent = await newPost({ author: new Types.ObjectId() });
    expect((await Post.findById(absent._id).populate('author').orFail()).author).toBeNull();
  });

  test('share a collection by discriminator', async () => {
    const Event = connection.model('Event', new Schema({ at: Date }, { discriminatorKey: 'kind' }));
    const Click = Event.discriminator('Click', new Schema({ url: String }));
    const View = Event.discriminator('View', new Schema({ seconds: Number }));
    await Click.create({ at: new Date(0), url: '/x' });
    await View.create([{ seconds: 1 }, { seconds: 2 }]);
    expect(await Event.countDocuments()).toBe(3);
    expect(await View.find({ seconds: { $gt: 1 } }).countDocuments()).toBe(1);
    expect(await Click.findOne()).toMatchObject({ kind: 'Click', url: '/x' });
    expect((await View.updateMany({}, { $inc: { seconds: 1 } })).modifiedCount).toBe(2);
    expect(await View.aggregate([{ $group: { _id: '$kind', s: { $sum: '$seconds' } } }])).toEqual([
      { _id: 'View', s: 5 },
    ]);
  });

  test('aggregate, stream and count', async () => {
    const { Post } = models;
    await Post.deleteMany({});
    await Promise.all([1, 2, 3].map((views) => newPost({ meta: { views } })));
    const [found] = await Post.aggregate([
      { $unwind: '$tags' },
      { $group: { _id: '$tags', views: { $sum: '$meta.views' } } },
      { $sort: { _id: 1 } },
    ]);
    expect(found).toEqual({ _id: 'a', views: 6 });
    const seen: number[] = [];
    for await (const one of Post.find().sort('-meta.views').cursor({ batchSize: 1 })) seen.push(one.meta!.views);
    expect(seen).toEqual([3, 2, 1]);
    expect(await Post.estimatedDocumentCount()).toBe(3);
    expect(await Post.distinct('meta.views', { 'meta.views': { $gt: 1 } })).toEqual([2, 3]);
  });

  test('create and sync their indexes, and are held to unique ones', async () => {
    const { Author } = models;
    await Author.deleteMany({});
    await Author.createIndexes();
    await Author.collection.createIndex({ born: -1 }, { name: 'left_over' });
    expect(await Author.syncIndexes()).toEqual(['left_over']);
    expect(Object.keys(await Author.collection.indexInformation())).toEqual(['_id_', 'name_1']);
    await Author.create({ name: 'Grace' });
    await expect(Author.create({ name: 'Grace' })).rejects.toMatchObject({ code: 11000, keyValue: { name: 'Grace' } });
  });

  test('change together in a transaction, or not at all', async () => {
    const { Author, Post } = models;
    await Author.deleteMany({});
    const made = await newPost({ title: 'kept' });
    const failing = connection.transaction(async (session) => {
      await Author.create([{ name: 'Lost' }], { session });
      await Post.updateOne({ _id: made._id }, { title: 'lost' }, { session });
      expect(await Author.countDocuments({}).session(session)).toBe(1);
      throw new Error('on second thought');
    });
    await expect(failing).rejects.toThrow('on second thought');
    expect([await Author.countDocuments(), (await Post.findById(made._id))?.title]).toEqual([0, 'kept']);
    await connection.transaction(async (session) => {
      await Author.create([{ name: 'Found' }], { session });
      made.$session(session);
      made.title = 'changed';
      await made.save();
    });
    expect([await Author.countDocuments(), (await Post.findById(made._id))?.title]).toEqual([1, 'changed']);
  });
});
