import { fileTypeFromBuffer } from 'file-type';
import { AppError } from '../lib/errors.ts';

/** What is taken, by what a file is called at the end. */
const ENDINGS = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'image/webp': ['webp'],
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'md', 'csv'],
} as const;

export type FileKind = keyof typeof ENDINGS;

export const PICTURES: FileKind[] = ['image/png', 'image/jpeg', 'image/webp'];
export const FILES: FileKind[] = Object.keys(ENDINGS) as FileKind[];

/** What kind of file it is by its contents, whatever it is called. @throws AppError file_refused unless it is one of `taken` */
export async function kindOf(content: Buffer, taken: FileKind[]): Promise<FileKind> {
  const told = (await fileTypeFromBuffer(content))?.mime ?? (isText(content) ? 'text/plain' : undefined);
  const kind = taken.find((one) => one === told);
  if (kind) return kind;
  const endings = taken.map((one) => ENDINGS[one][0].toUpperCase()).join(', ');
  throw new AppError('file_refused', `What is in this file is none of these: ${endings}.`);
}

/** Something to read: UTF-8 with nothing in it that is not shown, but for tabs and the ends of lines. */
function isText(content: Buffer): boolean {
  try {
    return content.length > 0 && !UNSEEN.test(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    return false;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it looks for.
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/**
 * What a file may be called where it is kept: without folders and signs that are not seen, not too long, and with the ending of what it is:
 * a text that is called `run.bat` would be run by who opens it.
 */
export function safeName(name: string, kind: FileKind): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1)!;
  const seen = last.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '').replace(/^[\s.]+|[\s.]+$/g, '');
  const dot = seen.lastIndexOf('.');
  const ending = dot < 0 ? '' : seen.slice(dot + 1).toLowerCase();
  const fits = (ENDINGS[kind] as readonly string[]).includes(ending);
  const stem = [...(fits ? seen.slice(0, dot) : seen)].slice(0, LONGEST_STEM).join('').trimEnd();
  return `${stem || 'file'}.${fits ? ending : ENDINGS[kind][0]}`;
}

const LONGEST_STEM = 80;
