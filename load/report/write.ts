import { writeFile } from 'node:fs/promises';
import type { Report } from '../measured.ts';

/** Where reports go: files in `directory` named by the time of the run, or just those named; `text` prints. */
export type Places = { directory?: string; text: boolean; json?: string; html?: string };

/** @returns the files written. */
export async function writeReports(report: Report, { text, json }: Places): Promise<string[]> {
  if (text) process.stdout.write(`${textReport(report)}\n`);
  if (json) await writeFile(json, JSON.stringify(report));
  return json ? [json] : [];
}

/** What happened, to paste where people talk. */
export function textReport(report: Report): string {
  return `${report.scenario}: ${report.totals.deliveries} deliveries in ${report.seconds} s`;
}
