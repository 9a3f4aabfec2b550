import { readFileSync } from 'node:fs';
import { cpus, networkInterfaces, release, totalmem, type } from 'node:os';

/** What the tester's machine lets it do; null where it does not say. */
export type System = {
  openFiles: { soft: number; hard: number } | null;
  ports: number | null;
  somaxconn: number | null;
  synBacklog: number | null;
};

export function readSystem(): System {
  const files = /^Max open files\s+(\S+)\s+(\S+)/m.exec(textOf('/proc/self/limits'));
  const ports = /^(\d+)\s+(\d+)/.exec(textOf('/proc/sys/net/ipv4/ip_local_port_range'));
  return {
    openFiles: files && { soft: limit(files[1]!), hard: limit(files[2]!) },
    ports: ports && Number(ports[2]) - Number(ports[1]) + 1,
    somaxconn: numberIn('/proc/sys/net/core/somaxconn'),
    synBacklog: numberIn('/proc/sys/net/ipv4/tcp_max_syn_backlog'),
  };
}

/** In a line, to compare runs by. */
export function machine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}, Node.js ${process.version}`;
}

/** Whether a target is on this machine, and so takes its CPU from the tester. */
export function isHere(url: string): boolean {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const own = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);
  return host === 'localhost' || own.includes(host) || /^127\./.test(host);
}

/** The share of all cores that was busy between two calls, whoever was. */
export function watchCpu(): () => number {
  let before = times();
  return () => {
    const now = times();
    const [busy, all] = [now.busy - before.busy, now.all - before.all];
    before = now;
    return all > 0 ? busy / all : 0;
  };
}

function times(): { busy: number; all: number } {
  const each = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }));
  const busy = each.reduce((sum, cpu) => sum + cpu.busy, 0);
  return { busy, all: busy + each.reduce((sum, { idle }) => sum + idle, 0) };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const numberIn = (file: string): number | null => Number(textOf(file).trim()) || null;
const limit = (text: string): number => (text === 'unlimited' ? Number.POSITIVE_INFINITY : Number(text));
