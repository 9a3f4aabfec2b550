import { slugOf } from '../../groups/slug-of.ts';

const LONGEST = 36;

/** The name for ever of a rank with this title, which none of the others has: "power-member". */
export function keyOf(title: string, others: string[]): string {
  const words = slugOf(title);
  const begun = /^[a-z]./.test(words) ? words : ['rank', words].filter(Boolean).join('-');
  const plain = begun.slice(0, LONGEST).replace(/-$/, '');
  return [plain, ...others.map((_, index) => `${plain}-${index + 2}`)].find((key) => !others.includes(key))!;
}
