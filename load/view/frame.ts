import { FAULTS, type NodeSample, type Sample, TIMINGS } from '../measured.ts';
import { bytes, clock, cores, count, NONE, percent, plain, span } from '../report/figures.ts';
import { bar, sparkline } from './bars.ts';
import type { Line, Style } from './paint.ts';
import type { Picture } from './picture.ts';
import { strainOf } from './strain.ts';

const LABEL = 16;
/** Seconds for which a warning stays, or nobody could read it. */
const WARNED = 5;

/** The block that a terminal shows, line by line. @param height as many lines as fit; what matters least goes first. */
export function frame(picture: Picture, width: number, height: number): Line[] {
  const now = picture.latest;
  if (!now) return [title(picture), [['label', 'starting …']]];
  const [top, times, bottom] = [head(picture, now, width), timings(picture), foot(picture, now)];
  const room = Math.max(1, height - top.length - times.length - bottom.length - 5);
  return [...top, [], ...times, [], ...nodes(now, room), ...(bottom.length > 0 ? [[], ...bottom] : [])];
}

const title = ({ plan }: Picture): Line => [
  ['title', `Guildhall load test  ${plain(plan.scenario)}`],
  ['label', ` → ${plain(plan.target.join(', '))}`],
];

function head(picture: Picture, now: Sample, width: number): Line[] {
  const { sockets, posts, deliveries } = now;
  const wanted = Math.max(sockets.wanted, sockets.open);
  const share = wanted > 0 ? sockets.open / wanted : 0;
  const room = Math.max(8, Math.min(60, width - LABEL - 20));
  return [
    title(picture),
    phase(picture, now, width),
    labelled(
      'sockets',
      `${count(sockets.open)} of ${count(sockets.wanted)}`.padEnd(17),
      bar(share, Math.min(24, room - 8)),
      ` ${percent(share)}`,
    ),
    [
      ...labelled('posts', `due ${count(posts.due)}/s  acknowledged ${count(posts.acknowledged)}/s  `),
      [posts.failed > 0 ? 'bad' : 'plain', `failed ${count(posts.failed)}/s`],
    ],
    labelled(
      'deliveries',
      `${count(deliveries)}/s`.padEnd(17),
      sparkline(
        picture.last().map((each) => each.deliveries),
        room,
      ),
    ),
  ];
}

function phase(picture: Picture, now: Sample, width: number): Line {
  const { name, gone, of } = picture.phase!;
  const whole = picture.wholeSeconds;
  const ofAll = `  run ${clock(now.at + 1)}${whole === null ? '' : ` of ${clock(whole)}`}`;
  const lead: Line[number] = [
    'title',
    plain(name)
      .padEnd(LABEL - 1)
      .concat(' '),
  ];
  if (of === null) return [lead, ['plain', `for ${clock(gone)}`], ['label', ofAll]];
  const said = `${clock(gone)} of ${clock(of)}`.padEnd(17);
  const left = `  ${clock(of - gone)} left`;
  const room = Math.min(24, width - lead[1].length - said.length - left.length - ofAll.length);
  return [lead, ['plain', said], ['plain', room >= 6 ? bar(gone / of, room) : ''], ['plain', left], ['label', ofAll]];
}

function timings(picture: Picture): Line[] {
  const rows = TIMINGS.map((timing): Line => {
    const each = picture.timing(timing);
    const figures = [each?.p50, each?.p90, each?.p99, each?.max].map((value) => span(value).padStart(10));
    return [...labelled(timing), [each ? 'plain' : 'label', figures.join('')]];
  });
  return [
    [['label', `${' '.repeat(LABEL)}${['p50', 'p90', 'p99', 'max'].map((name) => name.padStart(10)).join('')}`]],
    ...rows,
  ];
}

function nodes(now: Sample, room: number): Line[] {
  const { tester } = now;
  const shown = now.nodes.length > room ? now.nodes.slice(0, room - 1) : now.nodes;
  const names = Math.min(26, Math.max(LABEL, ...shown.map(({ node }) => node.length + 1)));
  const more = now.nodes.length - shown.length;
  const load: NodeSample = {
    node: 'tester',
    cpu: tester.cpu,
    memoryBytes: null,
    loopDelayMs: tester.loopDelayMs,
    sockets: null,
  };
  return [
    [['label', row('', ['CPU', 'memory', 'loop', 'sockets'], names)]],
    ...shown.map((node) => nodeLine(node, names)),
    ...(more > 0 ? [[['label', `and ${more} more nodes`]] as Line] : []),
    nodeLine(load, names),
  ];
}

function nodeLine({ node, cpu, memoryBytes, loopDelayMs, sockets }: NodeSample, names: number): Line {
  const figures = [cores(cpu), bytes(memoryBytes), span(loopDelayMs), sockets === null ? NONE : count(sockets)];
  return [[(cpu ?? 0) >= 0.9 ? 'warning' : 'plain', row(plain(node), figures, names)]];
}

const row = (name: string, figures: string[], names: number): string =>
  name.slice(0, names - 1).padEnd(names) +
  figures.map((figure, index) => figure.padStart([6, 10, 10, 9][index]!)).join('');

function foot(picture: Picture, now: Sample): Line[] {
  const strain = picture
    .last(WARNED)
    .reduceRight<string | null>((found, { tester }) => found ?? strainOf(tester), null);
  const problems = [...picture.problems].map(([code, times]) => `${plain(code)} ${count(times)}`).join('  ');
  return [
    ...(strain ? [[['warning', `The tester is the bottleneck: ${strain}.`]] as Line] : []),
    ...(now.faults ? [oracle(now.faults)] : []),
    ...(problems ? [labelled('problems', problems)] : []),
  ];
}

const oracle = (faults: NonNullable<Sample['faults']>): Line => [
  ...labelled('oracle'),
  ...FAULTS.flatMap((fault): Line => {
    const style: Style = faults[fault] > 0 ? 'bad' : 'good';
    return [
      [style, `${faults[fault] > 0 ? fault.toUpperCase() : fault} ${count(faults[fault])}`],
      ['plain', '  '],
    ];
  }),
];

const labelled = (label: string, ...texts: string[]): Line => [
  ['label', label.padEnd(LABEL)],
  ...texts.map((text): Line[number] => ['plain', text]),
];
