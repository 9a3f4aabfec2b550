/** A text with a selection in it. */
export type Selected = { text: string; start: number; end: number };

export type Mark = 'bold' | 'italic' | 'code' | 'link' | 'quote' | 'list';

const AROUND: Partial<Record<Mark, [string, string]>> = {
  bold: ['**', '**'],
  italic: ['*', '*'],
  code: ['`', '`'],
  link: ['[', '](https://)'],
};

/** The text with the selection marked up, and what is selected then. Pure. */
export function marked(selected: Selected, mark: Mark): Selected {
  const around = AROUND[mark];
  if (mark === 'code' && selection(selected).includes('\n')) return wrap(selected, ['```\n', '\n```']);
  return around ? wrap(selected, around) : prefixLines(selected, mark === 'quote' ? '> ' : '- ');
}

/** A post's text as a quotation, with room to answer below it. */
export function quotation(author: string, body: string): string {
  const lines = body.trim().split('\n');
  return `> **${author}:**\n${lines.map((line) => `> ${line}`).join('\n')}\n\n`;
}

const selection = ({ text, start, end }: Selected) => text.slice(start, end);

function wrap(selected: Selected, [before, after]: [string, string]): Selected {
  const { text, start, end } = selected;
  const next = text.slice(0, start) + before + selection(selected) + after + text.slice(end);
  return { text: next, start: start + before.length, end: end + before.length };
}

function prefixLines({ text, start, end }: Selected, prefix: string): Selected {
  const first = text.lastIndexOf('\n', start - 1) + 1;
  const lines = text.slice(first, end).split('\n');
  const next = lines.map((line) => prefix + line).join('\n');
  return {
    text: text.slice(0, first) + next + text.slice(end),
    start: start + prefix.length,
    end: end + prefix.length * lines.length,
  };
}
