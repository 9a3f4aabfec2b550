import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UsageError } from './errors.ts';
import { Scenario, type ScenarioInput } from './scenario.ts';
import { SCENARIOS, USUAL_MIX } from './scenarios/all.ts';

/**
 * @param name one of those there are, `mixed`, or the path of a file that exports one as its default.
 * @param mix how much of each scenario `mixed` has.
 * @throws UsageError
 */
export async function chooseScenario(name: string, mix: Record<string, number> | null): Promise<Scenario> {
  if (name === 'mixed') return mixed(mix ?? USUAL_MIX);
  if (mix) throw new UsageError('--mix: goes with --scenario mixed only.');
  const input = SCENARIOS[name] ?? (/[./\\]/.test(name) ? await load(name) : undefined);
  if (input) return checked(input, name);
  const known = [...Object.keys(SCENARIOS), 'mixed'].join(', ');
  throw new UsageError(`--scenario: there is no "${name}". There are ${known}, or give the path of a file (./my.mjs).`);
}

function mixed(mix: Record<string, number>): Scenario {
  const chosen = Object.entries(mix).map(([name, ratio]) => {
    const input = SCENARIOS[name];
    if (!input) throw new UsageError(`--mix: there is no "${name}". There are ${Object.keys(SCENARIOS).join(', ')}.`);
    return { ratio, scenario: checked(input, name) };
  });
  const whole = chosen.reduce((sum, { ratio }) => sum + ratio, 0);
  return {
    name: 'mixed',
    about: chosen.map(({ ratio, scenario }) => `${Math.round((100 * ratio) / whole)} % ${scenario.name}`).join(', '),
    parts: chosen.flatMap(({ ratio, scenario }) => {
      const sum = scenario.parts.reduce((sum, { share }) => sum + share, 0);
      return scenario.parts.map((part) => ({ ...part, name: scenario.name, share: (part.share / sum) * ratio }));
    }),
    moments: chosen.flatMap(({ ratio, scenario }) =>
      scenario.moments.map((moment) => ({ ...moment, share: (moment.share * ratio) / whole })),
    ),
    topics: Math.max(...chosen.map(({ scenario }) => scenario.topics)),
  };
}

async function load(path: string): Promise<ScenarioInput> {
  const file = pathToFileURL(resolve(path)).href;
  const module = (await import(file).catch((error: Error) => {
    throw new UsageError(`--scenario: ${path} cannot be read: ${error.message}`);
  })) as { default?: ScenarioInput };
  if (!module.default) throw new UsageError(`--scenario: ${path} has no default export.`);
  return module.default;
}

function checked(input: ScenarioInput, name: string): Scenario {
  const parsed = Scenario.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UsageError(`--scenario: ${name} is not a scenario. ${faults.join('; ')}`);
}
