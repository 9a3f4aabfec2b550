import { TIMINGS } from './measured.ts';

/** A flag of the command line: what follows it (nothing for a switch), what it is for, with its unit and default. */
export type Flag = { takes?: string; about: string; many?: true };

export const FLAGS = {
  url: {
    takes: 'URL',
    many: true,
    about: 'Where Guildhall is. Again for each further node; sockets go to them in turn. Default http://127.0.0.1:3000',
  },
  sockets: { takes: 'N', about: 'Sockets to open, in all. Default 100' },
  members: {
    takes: 'N',
    about: 'Members they belong to; one may have several sockets. Default: as many as sockets, at most 200',
  },
  groups: { takes: 'N', about: 'Groups to make, with --staff. Default 10' },
  group: { takes: 'SLUGS', about: 'Groups there are already, separated by commas, to use instead of making some' },
  rate: {
    takes: 'N',
    about: 'Posts a second, in all. They are made when due, whether those before are answered or not. Default 5',
  },
  duration: { takes: 'S', about: 'Seconds under load, after the ramp. Default 60' },
  ramp: { takes: 'S', about: 'Seconds over which sockets connect. Default: 1 for every 200 of them, at least 2' },
  churn: {
    takes: 'PERCENT',
    about: 'How many of the sockets leave in a minute, half of them without a word, and come back. Default 0',
  },
  scenario: {
    takes: 'NAME',
    about:
      'lurkers, chatty, visitors, storm, blast, moderation, mixed, or the path of a file (./my.mjs). Default mixed',
  },
  mix: { takes: 'RATIOS', about: 'What mixed is made of. Default lurkers:70,chatty:20,visitors:10' },
  staff: {
    takes: 'NAME',
    about: 'A staff account, to make groups and to moderate. Its password is read from LOAD_STAFF_PASSWORD',
  },
  workers: {
    takes: 'N',
    about: 'Processes to share the work. Default: one for every 2,500 sockets, one less than there are cores at most',
  },
  people: {
    takes: 'FILE',
    about:
      'Remembers who was registered, so that the next run signs in. Default ~/.local/state/guildhall-load/HOST.json',
  },
  clean: {
    about:
      'In the end take members out of the groups again, and forget them. Accounts, groups and posts stay: the API has no way to delete them',
  },
  'find-limit': {
    about: 'Search for the highest rate that keeps --p99: double from --rate until it breaks, then halve the gap',
  },
  p99: {
    takes: 'MS',
    about:
      'The objective for 99 of 100, in milliseconds. Broken, the program ends with 3. Default 250 with --find-limit, else none',
  },
  timing: { takes: 'NAME', about: `What the objective is about: ${TIMINGS.join(', ')}. Default delivered` },
  step: { takes: 'S', about: 'Seconds of each step of the search, after a third of that to warm up. Default 10' },
  'max-rate': { takes: 'N', about: 'The search goes no higher, in posts a second. Default 100000' },
  out: { takes: 'DIR', about: 'Write the report as text, JSON and HTML into this directory' },
  json: { takes: 'FILE', about: 'Write the report as JSON' },
  html: { takes: 'FILE', about: 'Write the report as one HTML page with charts' },
  quiet: { about: 'Show nothing while it goes on, and print nothing in the end but what went wrong' },
  help: { about: 'This' },
} as const satisfies Record<string, Flag>;

export type FlagName = keyof typeof FLAGS;

/** All there is to know before a first run. */
export function help(): string {
  const flags = Object.entries(FLAGS as Record<string, Flag>).map(([name, { takes, about }]) => {
    const head = `  --${name}${takes ? ` ${takes}` : ''}`;
    return wrapped(about, 84).map((line, index) => `${(index === 0 ? head : '').padEnd(20)}${line}`);
  });
  return [USAGE, ...flags.flat(), CODES].join('\n');
}

const USAGE = `Puts load on a Guildhall as its members do, and checks that every one of them was told everything, once and in order.

  npm run load -- --url http://127.0.0.1:3000 --staff staff --sockets 1000 --rate 20
  npm run load -- --group web-developers --sockets 200 --rate 5 --duration 30
  npm run load -- report FILE.json --html page.html    writes a report again
  npm run load -- compare A.json B.json                two runs side by side

Start the target with LIMIT_FACTOR=1000 in its environment: it limits how often one address may ask.
`;

const CODES = `
Secrets come by the environment: LOAD_STAFF_PASSWORD, and METRICS_TOKEN to read the nodes' /metrics from elsewhere;
or in files named by LOAD_STAFF_PASSWORD_FILE and METRICS_TOKEN_FILE. They are never printed.
Ctrl-C ends the run early, with a report; twice, at once.

It ends with  0  if all was well
              1  if something was missed, duplicated, re-ordered or leaked
              2  if the command was wrong or the target could not be used
              3  if the objective of --p99 was broken
`;

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line && line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line} ${word}` : word;
  }
  return lines;
}
