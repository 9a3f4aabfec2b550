import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { readConfig } from '../../server/config.ts';
import { PROBLEMS } from '../../shared/problems.ts';

// What the files of the deployment must hold about each other: no test has an engine to run them in.

const read = (path: string) => readFileSync(path, 'utf8');
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!);

const compose = read('docker-compose.yml');
const nginx = read('deploy/nginx.conf');
const [, services] = /^services:\n([\s\S]*?)^\S/m.exec(compose)!;
/** The text of each service, by its name. */
const service = Object.fromEntries(
  services!.split(/^ {2}(?=\w+:$)/m).flatMap((text) => {
    const name = /^(\w+):\n/.exec(text)?.[1];
    return name ? [[name, text]] : [];
  }),
);

describe('docker-compose.yml', () => {
  test('has a store, Redis, nodes and a balancer, each watched over', () => {
    expect(Object.keys(service)).toEqual(['mongo', 'redis', 'guildhall', 'balancer']);
    for (const name of ['mongo', 'redis', 'balancer']) expect(service[name]).toMatch(/^ {4}healthcheck:$/m);
    expect(read('Dockerfile')).toMatch(/^HEALTHCHECK /m);
    expect(service.guildhall).toMatch(/replicas: 2$/m);
  });

  test('lets in only through the balancer', () => {
    const published = Object.keys(service).filter((name) => /^ {4}(ports|network_mode):/m.test(service[name]!));
    expect(published).toEqual(['balancer']);
    expect(service.balancer).toContain(`:${/^listen (\d+)/m.exec(read('deploy/listen.conf'))![1]}']`);
  });

  test('ends what a killed node leaves open as soon as the store of `npm run cluster` does', () => {
    const [, seconds] = /TRANSACTION_LIFETIME = '(\d+)'/.exec(read('cluster/programs.ts'))!;
    expect(service.mongo).toContain(`transactionLifetimeLimitSeconds=${seconds}]`);
  });

  test('sets what nodes understand', () => {
    const settings = all(service.guildhall!, /^ {6}([A-Z_]+: .*)$/gm).map((line) => line.split(/: (.*)/).slice(0, 2));
    const known = all(read('server/config.ts'), /^ {2}([A-Z][A-Z_]+): /gm);
    for (const [name] of settings) expect(known).toContain(name);
    // As it is without any variable in the environment.
    const plain = settings.map(([name, value]) => [name, value!.replace(/^\$\{\w+:-(.*)\}$/, '$1')]);
    const config = readConfig(Object.fromEntries(plain));
    expect(config).toMatchObject({ trustProxy: 1, demo: false });
    expect(config.mongodbUri).toContain('replicaSet=rs0');
    expect(config.redisUrl).toMatch(/^redis:\/\/redis:/);
    // Draining, and the half minute for which the balancer waits for an answer.
    expect(Number(/stop_grace_period: (\d+)s/.exec(service.guildhall!)![1])).toBeGreaterThan(config.drainSeconds + 30);
  });

  test('gives nginx the configuration that the tests run, and all it includes', () => {
    const mounts = all(service.balancer!, /- (\.\/deploy\/\S+:\S+):ro$/gm).map((mount) => mount.split(':'));
    const wanted = ['nginx.conf', ...new Set(all(nginx, /^\s*include (\S+);/gm))];
    expect(mounts).toEqual(expect.arrayContaining(wanted.map((name) => [`./deploy/${name}`, `/etc/nginx/${name}`])));
    for (const [path] of mounts) expect(read(path!)).not.toBe('');
  });

  test('names the nodes to nginx by what they are called, and nginx tells them apart by their addresses', () => {
    const port = /^EXPOSE (\d+)/m.exec(read('Dockerfile'))![1];
    expect(read('deploy/nodes.conf')).toMatch(`\nserver guildhall:${port} resolve `);
    expect(nginx).toMatch(/^\s*hash \$client_key;$/m);
  });
});

describe('nginx', () => {
  test('refuses in the words of the nodes', () => {
    const answers = all(nginx, /return \d+ '(\{.*\})';/g).map((text) => JSON.parse(text));
    expect(answers.map(({ code }) => code).sort()).toEqual(['busy', 'not_found', 'too_large']);
    for (const { type, title, status, code } of answers) {
      expect({ status, title }).toEqual(PROBLEMS[code as keyof typeof PROBLEMS]);
      expect(type).toBe(`urn:guildhall:problem:${code}`);
    }
  });
});

describe('the image', () => {
  const sources = (folder: string): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name));

  test('has every package that the server imports', () => {
    const { dependencies } = JSON.parse(read('package.json'));
    const missing = ['server', 'shared', 'embedded'].flatMap(sources).flatMap((file) =>
      all(read(file), /^(?:import|export)(?! type )(?:[^;'=]* from)? '([^'.][^']*)';/gm)
        .map((name) =>
          name
            .split('/')
            .slice(0, name.startsWith('@') ? 2 : 1)
            .join('/'),
        )
        .filter((name) => !isBuiltin(name) && !(name in dependencies))
        .map((name) => `${file} imports ${name}`),
    );
    expect(missing).toEqual([]);
  });

  test('is built from all it needs, and does not run as root', () => {
    const [, list] = /SOURCES = \[([^\]]*)\]/.exec(read('script/build-if-stale.mjs'))!;
    const kept = all(read('.dockerignore'), /^!(.+)$/gm);
    expect(kept).toEqual(expect.arrayContaining(all(list!, /'([^']+)'/g)));
    expect(
      read('Dockerfile')
        .split(/^FROM /m)
        .at(-1),
    ).toMatch(/^USER node$/m);
  });
});
