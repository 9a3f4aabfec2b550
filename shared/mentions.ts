/** How many people one post can name. */
export const MENTION_LIMIT = 10;

/**
 * The usernames a text in Markdown names with @, in lower case, each once, at most `limit`. Not what stands in code or
 * in quotes, and not what is part of an e-mail address or of a link.
 */
export function mentionedIn(body: string, limit = MENTION_LIMIT): string[] {
  if (!body.includes('@')) return [];
  const names = new Set<string>();
  for (const paragraph of paragraphsOf(body)) {
    for (const [, name] of withoutCodeSpans(paragraph).matchAll(MENTION)) names.add(name!.toLowerCase());
  }
  return [...names].slice(0, limit);
}

const MENTION =
  /(?<![\p{L}\p{N}@/]|[\p{L}\p{N}]_)@([a-zA-Z0-9](?:[a-zA-Z0-9]|[._-](?=[a-zA-Z0-9])){1,29})(?![a-zA-Z0-9@]|[._-][a-zA-Z0-9])/gu;

const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const QUOTE = /^ {0,3}>/;
const LIST_ITEM = /^ {0,3}(?:[-+*]|\d{1,9}[.)])\s/;
const INDENTED = /^(?: {4}|\t)/;

/** The text without blocks of code and quotes, cut where a paragraph ends. */
function paragraphsOf(body: string): string[] {
  const paragraphs = [''];
  let fence: string | null = null;
  let inList = false;
  let afterBlank = true;
  for (const line of body.split(/\r?\n/)) {
    const marks = FENCE.exec(line)?.[1];
    if (fence) {
      if (marks && marks[0] === fence[0] && marks.length >= fence.length && line.trim() === marks) fence = null;
      continue;
    }
    const isBlank = line.trim() === '';
    if (LIST_ITEM.test(line)) inList = true;
    else if (!isBlank && !/^\s/.test(line)) inList = false;
    // What is indented after a blank line is code, and goes on being code; in a list it belongs to its item.
    const isCode: boolean = afterBlank && !inList && INDENTED.test(line);
    if (marks) fence = marks;
    if (marks || isBlank || isCode || QUOTE.test(line)) paragraphs.push('');
    else paragraphs[paragraphs.length - 1] += `${line}\n`;
    afterBlank = isBlank || isCode;
  }
  return paragraphs;
}

/** Without what stands between two runs of backticks of one length. */
function withoutCodeSpans(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ at: run.index, length: run[0].length }));
  const closing = nextOfSameLength(runs.map(({ length }) => length));
  let kept = '';
  let from = 0;
  for (let index = 0; index < runs.length; index += 1) {
    const close = closing[index];
    if (close === undefined) continue;
    kept += `${text.slice(from, runs[index]!.at)} `;
    from = runs[close]!.at + runs[close]!.length;
    index = close;
  }
  return kept + text.slice(from);
}

/** For each, where the next one of its length is. */
function nextOfSameLength(lengths: number[]): (number | undefined)[] {
  const next: (number | undefined)[] = [];
  const last = new Map<number, number>();
  for (let index = lengths.length - 1; index >= 0; index -= 1) {
    next[index] = last.get(lengths[index]!);
    last.set(lengths[index]!, index);
  }
  return next;
}
