/** A table for a terminal or an issue. @param words columns that read from the left; the others are figures. */
export function table(rows: string[][], { words = [0], indent = '  ' } = {}): string[] {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(cell.length, all[column] ?? 0)),
    [],
  );
  const set = (cell: string, column: number): string =>
    words.includes(column) ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => `${indent}${row.map(set).join('  ')}`.trimEnd());
}

/** Two columns of words: what, and what about it; what is longer than a line goes on below itself. */
export function terms(rows: [string, string][], indent = '  ', width = 110): string[] {
  const left = Math.max(...rows.map(([term]) => term.length));
  return rows.flatMap(([term, text]) =>
    wrapped(text, width - left).map((line, index) => `${indent}${(index === 0 ? term : '').padEnd(left)}  ${line}`),
  );
}

export function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
