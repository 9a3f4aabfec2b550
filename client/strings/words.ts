/** "a" or "an", as the word needs it. */
export function article(word: string): string {
  return /^(?:[aeiou])/i.test(word) ? 'an' : 'a';
}
