import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';

// Of the machine's cores one is the servers', one everybody else's: clients, stores and the benchmark itself.
const SERVER_CORE = '0';
const OTHER_CORE = '1';

const canPin = cpus().length > 1 && spawnSync('taskset', ['-c', SERVER_CORE, 'true']).status === 0;

export type Place = 'server core' | 'other core';

/** In one line: cores, Node, and whether processes have cores of their own. */
export function machine(): string {
  return `${cpus().length} cores, Node ${process.versions.node}, ${canPin ? 'servers on a core of their own' : 'not pinned'}`;
}

/** A command line that runs on the given core. */
export function pinned(place: Place, command: string[]): string[] {
  return canPin ? ['taskset', '-c', coreOf(place), ...command] : command;
}

/** Takes this process from the servers' core. */
export const stayOffServerCore = (): void => move(process.pid, 'other core');

/** Moves a running process, with all its threads. */
export function move(pid: number, place: Place): void {
  if (canPin) spawnSync('taskset', ['-a', '-c', '-p', coreOf(place), String(pid)]);
}

/** A process's first child; Linux only, null elsewhere. */
export function childOf(pid: number): number | null {
  return Number(readProc(`${pid}/task/${pid}/children`)?.split(' ')[0]) || null;
}

/** CPU time a process has used, user and system, in milliseconds, to 10 ms; Linux only, NaN elsewhere. */
export function cpuMsOf(pid: number): number {
  // The name in brackets may have spaces: fields are counted from its end, where field 3 begins.
  const fields =
    readProc(`${pid}/stat`)
      ?.replace(/^.*\) /s, '')
      .split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
}

const MS_PER_TICK = 10;

function readProc(path: string): string | null {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch {
    return null;
  }
}

const coreOf = (place: Place) => (place === 'server core' ? SERVER_CORE : OTHER_CORE);
