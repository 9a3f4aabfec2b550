import { type Doc, isDoc, Missing, type Value } from '../bson/types.ts';
import { fail } from '../errors.ts';
import { arrayIndex } from '../match/walk.ts';
import { shellText } from '../values/shell-text.ts';

const LARGEST_PADDING = 1_500_000;

/** Where a path ends in a document, its arrays' places chosen. `name` is a field of a Doc or a place in an array. */
export type Spot = { holder: Doc | Value[]; name: string };

/** What a path without `$` leads to, or Missing. */
export function valueAt(doc: Doc, parts: string[]): Value | Missing {
  let node: Value | Missing = doc;
  for (const part of parts) {
    node = childOf(node, part);
    if (node === Missing) return Missing;
  }
  return node;
}

export function childOf(node: Value | Missing, part: string): Value | Missing {
  if (isDoc(node)) return node.has(part) ? node.get(part) : Missing;
  if (!Array.isArray(node)) return Missing;
  const index = arrayIndex(part);
  return index !== undefined && index < node.length ? node[index] : Missing;
}

/** The spot a path ends in, if all that leads there exists. */
export function existingSpot(doc: Doc, parts: string[]): Spot | undefined {
  const holder = valueAt(doc, parts.slice(0, -1));
  const name = parts.at(-1) as string;
  if (isDoc(holder)) return { holder, name };
  return Array.isArray(holder) && arrayIndex(name) !== undefined ? { holder, name } : undefined;
}

/** The spot a path ends in; documents on the way are made. A value in the way that can hold no field is refused. */
export function madeSpot(doc: Doc, parts: string[]): Spot {
  let holder: Doc | Value[] = doc;
  for (let at = 0; at < parts.length - 1; at++) {
    const part = parts[at] as string;
    checkHolds(holder, part, parts, at);
    let next = childOf(holder, part);
    if (next === Missing) {
      next = new Map();
      put({ holder, name: part }, next);
    }
    if (!isDoc(next) && !Array.isArray(next)) notViable(parts, at + 1, next);
    holder = next;
  }
  const name = parts.at(-1) as string;
  checkHolds(holder, name, parts, parts.length - 1);
  return { holder, name };
}

function checkHolds(holder: Doc | Value[], part: string, parts: string[], at: number): void {
  if (Array.isArray(holder) && arrayIndex(part) === undefined) notViable(parts, at, holder);
}

function notViable(parts: string[], at: number, value: Value): never {
  fail(28, `Cannot create field '${parts[at]}' in element {${parts[at - 1]}: ${shellText(value)}}`);
}

export function read({ holder, name }: Spot): Value | Missing {
  return childOf(holder, name);
}

export function put({ holder, name }: Spot, value: Value): void {
  if (isDoc(holder)) {
    holder.set(name, value);
    return;
  }
  const index = arrayIndex(name) as number;
  if (index - holder.length > LARGEST_PADDING) fail(155, 'cannot backfill more than 1500000 elements of an array');
  while (holder.length < index) holder.push(null);
  holder[index] = value;
}

/** Removes a field; an array keeps its places, so there null is left. */
export function unset({ holder, name }: Spot): void {
  if (isDoc(holder)) holder.delete(name);
  else if ((arrayIndex(name) as number) < holder.length) holder[arrayIndex(name) as number] = null;
}
