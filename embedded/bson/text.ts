import { isUtf8 } from 'node:buffer';
import { fail } from '../errors.ts';

/** Short ASCII is most of what there is, and cheaper to put together here than to ask C++ for. */
export function textIn(bytes: Buffer, start: number, end: number): string {
  if (end - start > 16) return anyText(bytes, start, end);
  let text = '';
  for (let i = start; i < end; i++) {
    const code = bytes[i] as number;
    if (code > 127) return anyText(bytes, start, end);
    text += String.fromCharCode(code);
  }
  return text;
}

/** What is no UTF-8 would come back changed: MongoDB keeps it, so here it is refused. */
function anyText(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  if (text.includes('\ufffd') && !isUtf8(bytes.subarray(start, end)))
    fail(22, 'text that is not valid UTF-8 is not supported by the embedded store');
  return text;
}

/** Whether bytes are just this text, which has to be of ASCII. */
export function isText(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
