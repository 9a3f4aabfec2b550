import { every } from '../lib/every.ts';
import type { Limits } from '../lib/limits.ts';
import type { Logger } from '../lib/log.ts';
import { adoptSite, latestSite } from './site.ts';

/** Less than a second, so that what staff change holds on every node within about one. */
const LOOK_MS = 800;

/** Reads again and again what holds on the site, by one small document, and keeps the limits as they should be. @returns stops it */
export async function followSite(limits: Limits, log: Logger): Promise<() => Promise<void>> {
  const look = async () => limits.adjust(adoptSite(await latestSite()).limits);
  await look();
  return every(LOOK_MS, 'reading what holds on the site', look, log);
}
