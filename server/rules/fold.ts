/**
 * A text as it is compared: without regard to case, width, ligatures, accents and whatever cannot be seen. What looks alike in
 * another alphabet stays another letter.
 */
export function fold(text: string): string {
  const letters = visible(text.normalize('NFKD')).toUpperCase().toLowerCase().replaceAll('ς', 'σ');
  return letters.normalize('NFKD').replace(ACCENTS, '$1').replace(STRAY_MARKS, '').normalize('NFC');
}

/** In these alphabets marks are accents or may be left out; in others they tell words apart. */
const ACCENTS =
  /([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{N}])\p{M}+/gu;
const STRAY_MARKS = /(?<![\p{L}\p{N}\p{M}])\p{M}+/gu;

/** Without what takes no room: joiners, soft hyphens, marks of direction, fillers. */
export const visible = (text: string): string => text.replace(UNSEEN, '');

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}]+/gu;

/** What Markdown shows where it says so in another way: characters by number or name, and those with a backslash. */
export function spelledOut(text: string): string {
  const decoded = text.includes('&') ? text.replace(ENTITY, decode) : text;
  return decoded.includes('\\') ? decoded.replace(ESCAPED, '$1') : decoded;
}

/** As one reads it where parts of words are emphasised. */
export const unmarked = (text: string): string => text.replace(EMPHASIS, '');

const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,24}));/g;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
const EMPHASIS = /[*_~`]+/g;

/** Names of characters that part words or make addresses, or cannot be seen. */
const NAMED: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  shy: '',
  zwj: '',
  zwnj: '',
  NoBreak: '',
  ZeroWidthSpace: '',
  ApplyFunction: '',
  InvisibleComma: '',
  InvisibleTimes: '',
  period: '.',
  colon: ':',
  sol: '/',
  bsol: '\\',
  commat: '@',
  lowbar: '_',
  hyphen: '-',
  ast: '*',
  Tab: '\t',
  NewLine: '\n',
};

function decode(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name) return NAMED[name] ?? whole;
  const code = decimal ? Number.parseInt(decimal, 10) : Number.parseInt(hex!, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}
