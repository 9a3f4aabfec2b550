import { answer } from '../../processes/answer.ts';
import { BareLmdb } from '../bare-lmdb.ts';
import { isRead, type Run, type Work, weightOf } from '../operations.ts';

/** The baseline: lmdb in this process, doing to the same entries what the store does, and nothing else. */
let bare: BareLmdb;

answer({
  async open(options: { data: string; documents: number }): Promise<void> {
    bare = await BareLmdb.open(options.data, options.documents);
  },
  run(work: Work): Run {
    const before = process.cpuUsage();
    const from = performance.now();
    let done = 0;
    while (performance.now() - from < work.ms) done += turn(work);
    const ms = performance.now() - from;
    const { user, system } = process.cpuUsage(before);
    return { done, ms, cpuMs: (user + system) / 1_000 };
  },
});

process.once('SIGTERM', () => {
  void bare.close().then(() => process.exit(0));
});

/** As many operations as are at once: writes share a commit. */
function turn({ operation, atOnce }: Work): number {
  const all = () => {
    for (let lane = 0; lane < atOnce; lane += 1) bare.operations[operation](lane);
  };
  if (isRead(operation)) all();
  else bare.committed(all);
  return atOnce * weightOf(operation);
}
