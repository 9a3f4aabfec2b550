import type { Device } from '../crowd/device.ts';
import type { StreamLog } from '../plan.ts';
import { digestOf } from './digest.ts';

const AT_ONCE = 20;

/** Reads the logs of members' own streams again, each by one of their devices: nobody else may. */
export async function readOwnStreams(devices: Device[]): Promise<StreamLog[]> {
  const queue = [
    ...new Map(devices.filter(({ online }) => online).map((device) => [device.accountId, device])).values(),
  ];
  const logs: StreamLog[] = [];
  const some = async () => {
    for (let device = queue.pop(); device; device = queue.pop()) {
      const log = await readOwn(device, devices).catch(() => null);
      if (log) logs.push(log);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  return logs;
}

/** Null where it cannot be told any more. */
async function readOwn(device: Device, devices: Device[]): Promise<StreamLog | null> {
  const stream = `account:${device.accountId}`;
  const followings = devices.filter(({ accountId }) => accountId === device.accountId);
  const froms = followings.flatMap(({ followed }) => followed.get(stream)?.from ?? []);
  const from = Math.min(...froms);
  if (!Number.isFinite(from)) return null;
  const watched = (await device.watch({ [stream]: from }))[stream];
  if (!watched || !('events' in watched)) return null;
  return { stream, from, digests: watched.events.map(digestOf), head: watched.head, gone: {}, told: {} };
}
