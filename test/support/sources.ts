import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** All source files below a folder, as paths from the root. */
export function sourcesBelow(folder: string): string[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? sourcesBelow(path) : /\.tsx?$/.test(path) ? [path] : []));
}

/** What a file imports, types too, as paths from the root or package names. */
export function importsOf(file: string): string[] {
  return importsIn(readFileSync(file, 'utf8'), file);
}

/** What a file needs when it runs: imports of types alone leave no trace. */
export function neededBy(file: string): string[] {
  return importsIn(readFileSync(file, 'utf8').replace(/^(?:import|export) type [^;]*;/gm, ''), file);
}

function importsIn(text: string, file: string): string[] {
  const names = [...text.matchAll(/(?:from|import|import\()\s*'([^']+)'/g)].map((match) => match[1]!);
  return names.map((name) => (name.startsWith('.') ? normalize(join(dirname(file), name)) : name));
}

/**
 * The shortest chain of imports from a file to one of those that are wanted, itself first; null where there is none.
 * @param through whether it may lead on from a file.
 */
export function wayTo(
  from: string,
  wanted: (file: string) => boolean,
  imports: ReadonlyMap<string, string[]>,
  through: (file: string) => boolean = () => true,
): string[] | null {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1)!;
    if (wanted(last)) return way;
    if (!through(last)) continue;
    for (const next of imports.get(last) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return null;
}
