import type { Device } from '../crowd/device.ts';
import type { Following } from '../crowd/following.ts';
import type { Judgement } from '../measured.ts';
import type { StreamLog } from '../plan.ts';
import type { Heard } from './heard.ts';
import type { Verdict } from './verdict.ts';

export type Judged = {
  devices: Device[];
  heard: Heard;
  /** Where each acknowledged post of the worker is to be told of, by its client id. */
  acknowledged: Map<string, string>;
};

/** Holds all that the devices of a process were told against the logs. `verdict` has what they met on the way. */
export function judge(verdict: Verdict, { devices, heard, acknowledged }: Judged, logs: StreamLog[]): Judgement {
  const byStream = new Map(logs.map((log) => [log.stream, log]));
  let streams = 0;
  let events = 0;
  for (const device of devices) {
    for (const following of device.followed.values()) {
      const log = byStream.get(following.stream);
      following.conclude();
      if (!log || following.from === null) continue;
      streams += 1;
      events += Math.max(0, (following.last ?? 0) - following.from);
      judgeFollowing(verdict, device, following, log);
    }
  }
  for (const log of logs) judgeWords(verdict, heard, log);
  for (const [clientId, stream] of acknowledged) {
    const times = byStream.get(stream)?.told[clientId] ?? 0;
    if (times === 0)
      verdict.found('missed', `the log of ${stream} does not tell of post ${clientId}, which was acknowledged`);
  }
  return { counts: verdict.counts, examples: verdict.examples, streams, events };
}

/** Up to the end of the log; or, of one who was removed, not beyond that. */
function judgeFollowing(verdict: Verdict, { name, accountId }: Device, following: Following, log: StreamLog): void {
  const gone = log.gone[accountId];
  const { stream, told } = following;
  const last = following.last ?? 0;
  if (gone !== undefined) {
    if (told >= gone) verdict.found('leaked', `${name}: ${stream} up to ${told}, gone since ${gone}`, told - gone + 1);
  } else if (following.denied) verdict.found('missed', `${name}: was denied ${stream} without cause`);
  else if (last < log.head) verdict.found('missed', `${name}: ${stream} ${last + 1} to ${log.head}`, log.head - last);
}

/** What was heard has to be what is in the log, word for word. */
function judgeWords(verdict: Verdict, heard: Heard, { stream, from, digests }: StreamLog): void {
  for (const [seq, marks] of heard.streams.get(stream) ?? []) {
    if (seq <= from) continue;
    for (const { digest, times, who } of marks) {
      if (digest === digests[seq - from - 1]) continue;
      const what = seq > from + digests.length ? 'is not in the log' : 'is another in the log';
      verdict.found('leaked', `${who}: ${stream} ${seq}, which ${what}`, times);
    }
  }
}
