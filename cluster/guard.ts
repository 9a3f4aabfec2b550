import { spawn } from 'node:child_process';

/** Waits until nobody holds the other end of its input, ends the group politely, and after ten seconds whatever is left. */
const SCRIPT = 'while read -r _; do :; done; kill -s TERM -- "-$1"; sleep 10; kill -s KILL -- "-$1"';

/**
 * Sees to it that a process group ends if this process does, in whatever way: a pipe closes also when its holder was killed.
 * @returns what to call when the group has ended by itself.
 */
export function guard(group: number): () => void {
  const shell = spawn('sh', ['-c', SCRIPT, 'guard', String(group)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // It holds up nobody's end.
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  shell.stdin.on('error', () => {});
  return () => void shell.kill('SIGKILL');
}
