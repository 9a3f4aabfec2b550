import { type Guildhall, startGuildhall } from './app.ts';
import { readProcessConfig } from './config.ts';
import { StartError } from './lib/errors.ts';
import { createLogger } from './lib/log.ts';

const INSISTING_MS = 1_000;

try {
  const config = readProcessConfig();
  const log = createLogger(config.logLevel);
  const guildhall = await startGuildhall(config, log);
  greet(guildhall);
  process.on('warning', (warning) => log.warn({ err: warning }));
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);

  let stoppingSince = 0;
  /** One Ctrl-C may come twice, by the terminal and by npm. Who insists a while later has it ended at once. */
  async function stop(signal: NodeJS.Signals): Promise<void> {
    if (stoppingSince > 0) {
      if (Date.now() - stoppingSince > INSISTING_MS) process.exit(1);
      return;
    }
    stoppingSince = Date.now();
    log.info({ signal }, 'stopping');
    await guildhall.close();
    process.exit(0);
  }
} catch (error) {
  // What the person at the terminal can mend is one line; anything else is a bug and shown whole.
  console.error(error instanceof StartError ? `Guildhall cannot start. ${error.message}` : error);
  process.exit(1);
}

function greet({ url, news: { staff, demo } }: Guildhall): void {
  const lines = [`Guildhall is open at ${url}`];
  if (staff)
    lines.push(`First start: sign in as ${staff.username} with the password ${staff.password} (shown only now)`);
  if (demo) lines.push(`Demo community: sign in as ${demo.usernames.join(', ')} with the password ${demo.password}`);
  console.log(lines.join('\n'));
}
