const KEY = 'guildhall.visitor';

/** What this browser calls itself to partners' pages, so that it is shown the same experts again; a name by chance, of nobody. */
export function visitorName(): string {
  const known = localStorage.getItem(KEY);
  if (known && known.length >= 8 && known.length <= 64) return known;
  const parts = crypto.getRandomValues(new Uint32Array(4));
  const name = [...parts].map((part) => part.toString(36)).join('-');
  localStorage.setItem(KEY, name);
  return name;
}
