import type { Process, Step } from '../../shared/partners/process.ts';
import { slugOf } from '../groups/slug-of.ts';

/** A step that is being written: one that is new has no id yet. `key` tells them apart. */
export type DraftStep = Omit<Step, 'id'> & { key: string; id: string | null };

export type ProcessDraft = { jss: number; steps: DraftStep[] };

/** How many steps a process may have. */
export const MOST_STEPS = 20;

export const draftOf = ({ jss, steps }: Process): ProcessDraft => ({
  jss,
  steps: steps.map((step) => ({ ...step, key: step.id })),
});

export const newStep = (key: string): DraftStep => ({
  ...{ key, id: null, kind: 'question', title: '', details: '' },
  ...{ required: false, months: null, links: 3, files: 2 },
});

/** The steps as they are sent. What is new is named after its title. */
export function stepsOf({ steps }: ProcessDraft): Step[] {
  const taken = new Set(steps.flatMap(({ id }) => id ?? []));
  return steps.map(({ key: _key, id, title, details, ...rest }) => {
    const named = id ?? freeId(title, taken);
    taken.add(named);
    return { id: named, title: title.trim(), details: details.trim(), ...rest };
  });
}

/** Whether it could be put in force. */
export const isSound = ({ steps }: ProcessDraft): boolean => steps.every(({ title }) => title.trim());

/** @param by how many places; beyond the ends nothing moves. */
export function moved(steps: DraftStep[], at: number, by: number): DraftStep[] {
  const to = at + by;
  if (to < 0 || to >= steps.length) return steps;
  const others = steps.filter((_step, index) => index !== at);
  return [...others.slice(0, to), steps[at]!, ...others.slice(to)];
}

function freeId(title: string, taken: ReadonlySet<string>): string {
  const base = slugOf(title).slice(0, 36).replace(/-+$/, '') || 'step';
  let id = base;
  for (let count = 2; taken.has(id); count += 1) id = `${base}-${count}`;
  return id;
}
