import { readFileSync } from 'node:fs';
import { dirname, sep } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { importsOf, neededBy, sourcesBelow } from './support/sources.ts';

// The house keeps its shape: who may know whom. A file imports its own layer, or one further left.

const LAYERS = [
  'shared',
  'server/lib',
  'server/db',
  'server/events',
  'server/accounts',
  'server/site',
  'server/mail',
  'server/groups',
  'server/joining',
  'server/leads',
  'server/ranks',
  'server/acts',
  'server/reports',
  'server/rules',
  'server/topics',
  'server/drafts',
  'server/subscriptions',
  'server/messages',
  'server/partners',
  'server/moderation',
  'server/staff',
  ['server/http', 'server/live', 'server/seed'],
  'server/app',
  'server/main',
].map((layer) => [layer].flat());

/** Files that stand between the folders, and where they belong. */
const PLACES: Record<string, string> = {
  'server/config.ts': 'server/lib',
  'server/seed.ts': 'server/seed',
  'server/app.ts': 'server/app',
  'server/jobs.ts': 'server/app',
  'server/main.ts': 'server/main',
  'server/seed-main.ts': 'server/main',
};

const TOPS = ['shared', 'server', 'client', 'embedded', 'load', 'facts'];
const files = TOPS.flatMap(sourcesBelow);
const imports = new Map(files.map((file) => [file, importsOf(file)]));

const topOf = (file: string): string => file.split(sep)[0]!;
const isOurs = (name: string): boolean => TOPS.includes(topOf(name)) && name.includes(sep);
const place = (file: string): string =>
  PLACES[file] ?? (file.startsWith('shared') ? 'shared' : file.split(sep).slice(0, 2).join(sep));
const level = (file: string): number => LAYERS.findIndex((layer) => layer.includes(place(file)));

test('every file of the server has its layer', () => {
  const homeless = files.filter((file) => topOf(file) === 'server' && level(file) < 0);
  expect(homeless).toEqual([]);
});

test('the server and what is shared import their own layer or one to the left', () => {
  const upward = files
    .filter((file) => ['server', 'shared'].includes(topOf(file)))
    .flatMap((file) => imports.get(file)!.map((name) => [file, name] as const))
    .filter(([, name]) => isOurs(name) && !name.startsWith('embedded'))
    .filter(([file, name]) => level(name) < 0 || level(name) > level(file))
    .map(([file, name]) => `${file} imports ${name}`);
  expect(upward).toEqual([]);
});

test('layers that stand side by side do not know each other, but for what the node counts', () => {
  const sideways = files
    .filter((file) => /^server\/(http|live|seed)\//.test(file))
    .flatMap((file) => imports.get(file)!.map((name) => [file, name] as const))
    .filter(([file, name]) => /^server\/(http|live|seed)\//.test(name) && place(name) !== place(file))
    .map(([file, name]) => `${file} imports ${name}`);
  expect(sideways).toEqual(['server/http/metrics.ts imports server/live/server.ts']);
});

// Neither knows more than what goes over the wire.
test.each(['client', 'load', 'facts'])('%s imports only itself and what is shared', (folder) => {
  const foreign = files
    .filter((file) => topOf(file) === folder)
    .flatMap((file) => imports.get(file)!.map((name) => [file, name] as const))
    .filter(([, name]) => isOurs(name) && ![folder, 'shared'].includes(topOf(name)));
  expect(foreign).toEqual([]);
});

test('what is shared runs anywhere: it imports nothing but zod', () => {
  const foreign = files
    .filter((file) => topOf(file) === 'shared')
    .flatMap((file) => imports.get(file)!)
    .filter((name) => !name.startsWith('shared/') && name !== 'zod');
  expect(foreign).toEqual([]);
});

describe('the embedded store', () => {
  test('knows nothing of Guildhall', () => {
    const foreign = files
      .filter((file) => topOf(file) === 'embedded')
      .flatMap((file) => imports.get(file)!.filter((name) => isOurs(name) && topOf(name) !== 'embedded'));
    expect(foreign).toEqual([]);
  });

  test('is known to one file', () => {
    const knowing = files.filter(
      (file) => topOf(file) !== 'embedded' && imports.get(file)!.some((name) => name.startsWith('embedded/')),
    );
    expect(knowing).toEqual(['server/db/mongo.ts']);
  });
});

test('Mongoose is known to models and to the one place that connects it', () => {
  const knowing = files
    .filter((file) => topOf(file) === 'server' && imports.get(file)!.includes('mongoose'))
    .filter((file) => !/model</.test(readFileSync(file, 'utf8')) && !file.startsWith('server/db/'));
  expect(knowing).toEqual(['server/events/write.ts']);
});

test('a model never imports the model of another feature', () => {
  const models = files.filter((file) => topOf(file) === 'server' && /\bmodel</.test(readFileSync(file, 'utf8')));
  const foreign = models.flatMap((file) =>
    imports
      .get(file)!
      .filter((name) => models.includes(name) && dirname(name) !== dirname(file))
      .map((name) => `${file} imports ${name}`),
  );
  expect(foreign).toEqual(['server/topics/topic.ts imports server/accounts/account.ts']);
});

test('no file imports itself by a detour', () => {
  const circles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    else if (!done.has(file)) for (const name of needs.get(file) ?? []) visit(name, [...path, file]);
    done.add(file);
  };
  const needs = new Map(files.map((file) => [file, neededBy(file)]));
  const done = new Set<string>();
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
});

test('no file grows past what one reads in a sitting', () => {
  // The table of the whole API and the demo's texts are lists, not logic.
  const lists = ['server/seed/community.ts', 'client/strings.ts'];
  const long = files
    .filter((file) => !lists.includes(file))
    .map((file) => [file, readFileSync(file, 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > 220);
  expect(long).toEqual([]);
});
