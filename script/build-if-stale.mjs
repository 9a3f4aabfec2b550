// Builds when a source is newer than the last build, so that `npm start` always runs what is there.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAMP = 'dist/.built';
const SOURCES = [
  'server',
  'shared',
  'embedded',
  'load',
  'facts',
  'client',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'vite.config.ts',
];

const changedAt = (path) => {
  const stat = statSync(path);
  return stat.isDirectory()
    ? Math.max(0, ...readdirSync(path).map((name) => changedAt(join(path, name))))
    : stat.mtimeMs;
};

const present = SOURCES.filter((path) => existsSync(path));
const stale = !existsSync(STAMP) || Math.max(...present.map(changedAt)) > statSync(STAMP).mtimeMs;

if (stale) {
  if (present.length < SOURCES.length) throw new Error('There are no sources here to build from.');
  console.log('Building Guildhall …');
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'build'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    process.exit(status ?? 1);
  }
  writeFileSync(STAMP, '');
}
