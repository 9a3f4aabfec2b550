import { EventEmitter } from 'node:events';

/** A terminal of some size that understands what our view sends: text, moving about, erasing. */
export class Screen extends EventEmitter {
  readonly isTTY = true;
  readonly rows: number;
  columns: number;
  colours = false;
  /** All that was ever written. */
  written = '';
  #lines: string[] = [''];
  #row = 0;
  #column = 0;

  constructor(columns = 80, rows = 40) {
    super();
    this.columns = columns;
    this.rows = rows;
  }

  hasColors(): boolean {
    return this.colours;
  }

  write(text: string): boolean {
    this.written += text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it is sent.
    for (const [, code, end, other] of text.matchAll(/\u001b\[([?\d;]*)([A-Za-z])|([\s\S])/g)) {
      if (end) this.#obey(end, code!);
      else this.#put(other!);
    }
    return true;
  }

  /** Lines that are too long for it now are broken, as terminals do. */
  resize(columns: number): void {
    const broken = this.#lines.map((line) => line.match(new RegExp(`.{1,${columns}}`, 'gu')) ?? ['']);
    this.#row = broken.slice(0, this.#row).flat().length + Math.floor(this.#column / columns);
    this.#lines = broken.flat();
    this.columns = columns;
    this.emit('resize');
  }

  shown(): string[] {
    return this.#lines.map((line) => line.trimEnd());
  }

  #put(character: string): void {
    if (character === '\n') {
      this.#row += 1;
      this.#column = 0;
      this.#lines[this.#row] ??= '';
    } else if (character === '\r') this.#column = 0;
    else {
      const line = this.#lines[this.#row]!.padEnd(this.#column);
      this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
      this.#column += 1;
    }
  }

  #obey(end: string, code: string): void {
    const times = Number(code || 1);
    if (end === 'A') this.#row = Math.max(0, this.#row - times);
    else if (end === 'B') this.#row = Math.min(this.#lines.length - 1, this.#row + times);
    else if (end === 'G') this.#column = times - 1;
    else if (end === 'K') this.#lines[this.#row] = code === '2' ? '' : this.#lines[this.#row]!.slice(0, this.#column);
    else if (end === 'J')
      this.#lines = [...this.#lines.slice(0, this.#row), this.#lines[this.#row]!.slice(0, this.#column)];
    else if (end !== 'm' && !['?25', '?2026'].includes(code))
      throw new Error(`This terminal does not know ${code}${end}.`);
  }
}
