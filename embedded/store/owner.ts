import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process, told apart from a later one that got the same number. */
export type Owner = { pid: number; startedAt: string };

export function thisProcess(): Owner {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? '' };
}

export function isAlive(owner: Owner): boolean {
  if (owner.pid === process.pid) return false;
  return startOf(owner.pid) === owner.startedAt;
}

/** When a running process was started, in whatever words the system has for it; undefined if there is none. */
function startOf(pid: number): string | undefined {
  try {
    return fromProc(pid);
  } catch {
    return process.platform === 'linux' ? undefined : fromPs(pid);
  }
}

function fromProc(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The program's name, in brackets, may hold anything; the start time is the 20th field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') throw new Error('ended');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  return `${boot}/${fields[19]}`;
}

function fromPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'latin1' }).trim() || undefined;
  } catch {
    return undefined;
  }
}
