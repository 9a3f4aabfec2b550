import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, statSync } from 'node:fs';

/** Where the data says whose it is. */
export const OWNER = '\0\0\0\0owner';

/**
 * A process, told apart from a later one that got the same number, and the file it works on: a copy of the data has
 * this entry too, and is nobody's.
 */
export type Owner = { pid: number; startedAt: string; file: string; path: string };

export function thisProcess(path: string): Owner {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? '', file: identity(path), path: realpathSync(path) };
}

/** A file that was moved is still the same one; and on some shared disks a file's number doesn't stay the same. */
export function isUsedBy(path: string, owner: Owner): boolean {
  if (owner.pid === process.pid || (owner.file !== identity(path) && owner.path !== realpathSync(path))) return false;
  return startOf(owner.pid) === owner.startedAt;
}

/** What tells a file from others, whatever its name. */
function identity(path: string): string {
  const { dev, ino } = statSync(path, { bigint: true });
  return `${dev}:${ino}`;
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
