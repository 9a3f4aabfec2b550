import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Report } from '../measured.ts';
import { htmlReport } from './page/page.ts';
import { textReport } from './text.ts';

export { textReport } from './text.ts';

/** Where reports go: all three into `directory`, named by when and what was run; `text` is printed as well. */
export type Places = { directory?: string; text: boolean; json?: string; html?: string };

/** @returns the files written. Folders that are missing are made. */
export async function writeReports(report: Report, { directory, text, json, html }: Places): Promise<string[]> {
  if (text) process.stdout.write(`${textReport(report)}\n`);
  const wanted: [path: string, content: () => string | Promise<string>][] = [];
  const name = directory && join(directory, nameOf(report));
  for (const path of [json, name && `${name}.json`]) if (path) wanted.push([path, () => JSON.stringify(report)]);
  for (const path of [html, name && `${name}.html`]) if (path) wanted.push([path, () => htmlReport(report)]);
  if (name) wanted.push([`${name}.txt`, () => `${textReport(report)}\n`]);
  return Promise.all(wanted.map(([path, content]) => write(path, content)));
}

async function write(path: string, content: () => string | Promise<string>): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, await content());
  return path;
}

/** 2026-03-01-101500-reconnect-storm: sorts by time, and fits every file system. */
function nameOf({ startedAt, scenario }: Report): string {
  const time = startedAt.slice(0, 19).replace('T', '-').replaceAll(':', '');
  const what = scenario
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${time}-${what || 'run'}`;
}
