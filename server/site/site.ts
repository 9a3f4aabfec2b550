import { model, Schema } from 'mongoose';
import type { Rule } from '../../shared/rules.ts';
import type { Limit, Site } from '../../shared/site.ts';

/** What holds on the whole site; there is one. `version` counts the changes. */
export type SiteRecord = {
  _id: 'site';
  version: number;
  registration: Site['registration'];
  /** Asked of every post, before a group's own. */
  rules: Rule[];
  /** Those that are not as they come, by name. */
  limits: Record<string, Limit>;
  changedAt: Date | null;
};

const schema = new Schema<SiteRecord>(
  {
    _id: String as never,
    version: { type: Number, required: true },
    registration: { type: String, required: true },
    rules: { type: [Object], default: [] } as never,
    limits: { type: Object, default: {} },
    changedAt: { type: Date, default: null },
  },
  { versionKey: false, minimize: false },
);
export const SiteModel = model<SiteRecord>('Site', schema, 'sites');

/** A site nobody has changed yet. */
const AT_FIRST: SiteRecord = {
  _id: 'site',
  version: 0,
  registration: 'open',
  rules: [],
  limits: {},
  changedAt: null,
};

/** How long a node may go on with what it has read. It reads more often by itself: see `follow.ts`. */
const FRESH_MS = 1_000;
let cached: { site: SiteRecord; until: number } | undefined;

/** What holds on the site, as this node last read it: about a second old at most. */
export async function currentSite(): Promise<SiteRecord> {
  if (cached && cached.until > performance.now()) return cached.site;
  return adoptSite(await latestSite());
}

/** Goes on with what has just been read, or put up, on this node. */
export function adoptSite(site: SiteRecord): SiteRecord {
  // What was read first may come back last.
  const newest = cached && cached.site.version > site.version ? cached.site : site;
  cached = { site: newest, until: performance.now() + FRESH_MS };
  return newest;
}

/** What holds on the site by the store, or by the transaction at hand. */
export async function latestSite(): Promise<SiteRecord> {
  return (await SiteModel.findById('site').lean<SiteRecord>()) ?? AT_FIRST;
}
