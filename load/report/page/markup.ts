/** Markup that may be put into a page as it is. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | Part[];

/** Markup, with everything put into it escaped that is not markup itself: names may contain anything. */
export const html = (fixed: TemplateStringsArray, ...parts: Part[]): Markup =>
  new Markup(fixed.reduce((text, piece, index) => text + written(parts[index - 1]!) + piece));

function written(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(written).join('');
  return String(part).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A value for a script to read: nothing in it can end the element it stands in. */
export const json = (value: unknown): Markup => new Markup(JSON.stringify(value).replaceAll('<', '\\u003c'));
