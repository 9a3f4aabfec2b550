const WORDS =
  'a about again all and any are ask back be because been before both by can come could day do end even find first for from get give go good great group had has have here how idea if in into is it its just keep know last let like line long look made make many may more most much must need new next no not now of off on one only open or other our out over page part people place point question quite read right room said same say see set should show so some still such take talk tell than that the their them then there these they thing think this those time to topic two under up us use very want was way we well were what when where which while who why will with word work would write year you your'.split(
    ' ',
  );

/** Something that reads like a post, about so many characters long. */
export function words([least, most]: readonly [number, number]): string {
  const length = least + Math.random() * (most - least);
  let text = '';
  while (text.length < length) text += `${text ? ' ' : ''}${pick(WORDS)}`;
  return text.slice(0, most).trim() || 'a';
}

export const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;

/** One of the keys, as often as its weight says; null where all weigh nothing. */
export function pickWeighted<Key extends string>(weights: Partial<Record<Key, number>>): Key | null {
  const entries = Object.entries(weights) as [Key, number][];
  let left = Math.random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [key, weight] of entries) {
    left -= weight;
    if (left < 0) return key;
  }
  return null;
}
