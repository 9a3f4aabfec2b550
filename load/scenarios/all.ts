import type { ScenarioInput } from '../scenario.ts';
import { blast } from './blast.ts';
import { chatty } from './chatty.ts';
import { lurkers } from './lurkers.ts';
import { moderation } from './moderation.ts';
import { storm } from './storm.ts';
import { visitors } from './visitors.ts';

/** Those there are by name; `mixed` is made of these. */
export const SCENARIOS: Record<string, ScenarioInput> = Object.fromEntries(
  [lurkers, chatty, visitors, storm, blast, moderation].map((scenario) => [scenario.name, scenario]),
);

/** What `mixed` is made of unless told. */
export const USUAL_MIX: Record<string, number> = { lurkers: 70, chatty: 20, visitors: 10 };
