// Runs a tool of the embedded store on the data that `npm start` serves, wherever the settings say that it lies.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('.env')) process.loadEnvFile('.env');
const [tool, ...given] = process.argv.slice(2);
const says = (option) => given.some((word) => word === option || word.startsWith(`${option}=`));

const defaults = [];
if (!says('--data') && !says('--uri')) {
  if (process.env.MONGODB_URI) {
    console.error('The data lies in the MongoDB that MONGODB_URI names: use mongodump and mongorestore.');
    process.exit(1);
  }
  defaults.push('--data', process.env.GUILDHALL_DATA || './data');
}
if (tool === 'backup' && !says('--to')) defaults.push('--to', './backups/');

const program = existsSync('embedded/main.ts') ? ['--import', 'tsx', 'embedded/main.ts'] : ['dist/embedded/main.js'];
const { status } = spawnSync(process.execPath, [...program, tool, ...defaults, ...given], { stdio: 'inherit' });
process.exit(status ?? 1);
