import mongoose from 'mongoose';
import type { ObjectId } from '../../server/db/id.ts';
import { ExpertModel } from '../../server/partners/expert-record.ts';
import { Child } from '../child.ts';
import { inStore } from '../community.ts';
import { addJudged, makeDirectory } from '../experts.ts';
import { GuildhallNode } from '../node.ts';
import type { Options } from '../options.ts';
import type { Rechecked } from '../processes/rechecker.ts';
import type { Result, Row } from '../report.ts';
import { ratiosOf, spreadOf } from '../spread.ts';

/** So many are due, among so many. */
type Way = { due: number; among: number };

const DUE = 100;
const MANY_DUE = 1_000;

/** What it costs to judge those experts again who are due, among few and among many. */
export async function rechecking(options: Options): Promise<Result> {
  const ways: Way[] = [
    { due: DUE, among: DUE },
    { due: DUE, among: options.experts },
    { due: MANY_DUE, among: options.experts },
  ];
  const few = await place(options, 0);
  const many = await place(options, options.experts - MANY_DUE);
  const places = [few, many, many];
  const runs = ways.map((): Rechecked[] => []);
  for (const [index, { due }] of ways.entries()) await places[index]!.recheck(due);
  for (let round = 0; round < options.repeats; round += 1)
    for (const [index, { due }] of ways.entries()) runs[index]!.push(await places[index]!.recheck(due));
  for (const one of [few, many]) await one.close();
  const rows = (unit: string, figure: (run: Rechecked) => number): Row[] =>
    ways.map(({ due, among }, index) => {
      const [first, own] = [runs[0]!, runs[index]!].map((all) => all.map(figure));
      const what = `${due.toLocaleString('en')} due of ${among.toLocaleString('en')}`;
      return { what, figure: spreadOf(own!), unit, ratio: ratiosOf(own!, first!) };
    });
  return {
    about: 'experts who are due are found and judged again, and nothing changes for them',
    rows: [
      ...rows('ms', ({ ms }) => ms),
      ...rows('operations of the store', ({ operations }) => operations),
      ...rows('documents looked at to find them', ({ examined }) => examined),
    ],
    notes: ['Half of the others have a later date.'],
  };
}

/** A store with those who may become due, and so many others. */
async function place(options: Options, others: number) {
  const node = await GuildhallNode.start(options);
  const ids = await inStore(node, async () => {
    await leaveToTheBenchmark();
    return addJudged(await makeDirectory('partner', others), others === 0 ? DUE : MANY_DUE);
  });
  const child = new Child('bench/processes/rechecker.ts', { place: 'server core', args: [node.storeUri] });
  return {
    async recheck(due: number): Promise<Rechecked> {
      await inStore(node, () => makeDue(ids.slice(0, due)));
      return child.ask<Rechecked>('recheck');
    },
    async close() {
      await child.stop();
      await node.stop();
    },
  };
}

const makeDue = (ids: ObjectId[]) => ExpertModel.updateMany({ _id: { $in: ids } }, { $set: { due: new Date() } });

/** The node leaves those who are due to the one that is measured. */
async function leaveToTheBenchmark(): Promise<void> {
  const leases = mongoose.connection.collection<{ _id: string }>('leases');
  const until = new Date(Date.now() + 86_400_000);
  await leases.updateOne(
    { _id: 'experts that are due' },
    { $set: { holder: 'the benchmark', until } },
    { upsert: true },
  );
}
