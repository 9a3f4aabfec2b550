import { readFile } from 'node:fs/promises';
import { UsageError } from '../errors.ts';
import type { Report } from '../measured.ts';

/** A report that was written as JSON. @throws UsageError where it is none. */
export async function readReport(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${file} cannot be read: ${error.code ?? error.message}`);
  });
  const report = parsed(text);
  if (report?.version !== 1 || !Array.isArray(report.samples) || !report.totals || !report.judgement)
    throw new UsageError(`${file} is no report of a load test (the JSON of --json or --out).`);
  return report as Report;
}

function parsed(text: string): Partial<Report> | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
