import { domainToASCII } from 'node:url';
import { spelledOut, unmarked, visible } from './fold.ts';

/** The domains of a text. `linked`: those that are, or read as, links. `named`: all that stand in it in whatever way, other dotted words too. */
export type Domains = { linked: Set<string>; named: Set<string> };

/** What a text in Markdown links to: addresses in it, targets of links and images, and bare domains. */
export function domainsIn(text: string): Domains {
  const linked = new Set<string>();
  const read = spelledOut(text);
  const rest = readable(read).replace(ADDRESS, (whole: string, run: string) => {
    const host = hostOf(run);
    if (host && (SCHEME.test(whole) || host.includes('.'))) linked.add(host);
    return ' ';
  });
  for (const word of dotted(rest)) for (const name of bareDomain(word)) linked.add(name);
  const named = new Set(linked);
  for (const version of new Set([text, read, unmarked(read)].map(readable)))
    for (const word of dotted(version)) for (const name of [word, ...plainParts(word)]) named.add(canonical(name));
  return { linked, named };
}

/** Whether a domain is one of these, or below one. */
export function isWithin(domain: string, domains: ReadonlySet<string>): boolean {
  for (let rest = domain; ; ) {
    if (domains.has(rest)) return true;
    const dot = rest.indexOf('.');
    if (dot < 0) return false;
    rest = rest.slice(dot + 1);
  }
}

/** A domain in the one form it is told apart by: in ASCII letters, without the dot at its end. */
export function canonical(domain: string): string {
  const bare = domain.replace(/\.$/, '');
  return domainToASCII(bare) || bare.toLowerCase();
}

const readable = (text: string): string => visible(text.normalize('NFKC')).replaceAll('。', '.').toLowerCase();

const ADDRESS =
  /(?:(?:https?|ftps?|wss?):[\\/]*|(?<![:\p{L}\p{N}])[\\/]{2}|(?<![\p{L}\p{N}.@-])(?=www\.))([^\s<>"'`()[\]{}|^,;!*]+)/gu;
const SCHEME = /^[a-z]+:/;

/** The host an address leads to; empty where it has none. */
function hostOf(run: string): string {
  const authority = (/^[\\/]*([^\\/?#]*)/.exec(run)?.[1] ?? '').slice(-LONGEST * 4).replace(/[.:_~]+$/, '');
  const { hostname } = URL.canParse(`http://${authority}`)
    ? new URL(`http://${authority}`)
    : { hostname: authority.split('@').at(-1)!.split(':')[0]! };
  return canonical(hostname.slice(-LONGEST));
}

/** No domain is longer. */
const LONGEST = 253;

/** Words with a dot inside. */
function dotted(text: string): string[] {
  const words = text.split(/[^\p{L}\p{N}\p{M}.\-_]+/u);
  return words
    .map((word) => word.slice(-LONGEST * 2).replace(/^[.\-_]{1,500}|[.\-_]{1,500}$/g, ''))
    .filter((word) => word.includes('.'))
    .map((word) => word.slice(-LONGEST));
}

/** The part of a word in ASCII letters, where it stands among others without a space. */
const plainParts = (word: string): string[] => word.match(/[a-z0-9][a-z0-9\-_]*(?:\.[a-z0-9\-_]+)+/g) ?? [];

/** What of a word reads as a domain, if anything does. */
function bareDomain(word: string): string[] {
  if (isDomain(word)) return [canonical(word)];
  return plainParts(word).filter(isDomain).map(canonical);
}

const isDomain = (word: string): boolean => {
  const last = word.slice(word.lastIndexOf('.') + 1);
  return (
    !word.includes('..') &&
    (COMMON.has(last) || last.startsWith('xn--') || (/^[a-z]{2}$/.test(last) && !FILES.has(last)))
  );
};

/** What bare domains end in, beside the countries' two letters. */
const COMMON = new Set(
  `com net org info biz name pro edu gov mil int app dev xyz top online site shop store club live link click icu vip win bid
  loan work space website tech cloud art blog buzz fun game games group host life ltd media money news one page party party
  press review rocks run sale science social stream studio team today tools trade video wiki world zone cash casino bet poker
  download email finance credit market digital agency center company network services solutions support systems
  рф рус укр бел сайт онлайн 中国 中國 公司 网络 网址 在线 香港 台灣 한국 भारत`.split(/\s+/),
);

/** Two letters files end in. */
const FILES = new Set('md py rs sh pl ps so ts js cc mm cs vb db gz'.split(' '));
