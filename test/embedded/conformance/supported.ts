import { accumulatorNames } from '../../../embedded/aggregate/accumulators.ts';
import { operatorNames } from '../../../embedded/aggregate/operators.ts';
import { stageNames } from '../../../embedded/aggregate/stages.ts';
import { variableNames } from '../../../embedded/aggregate/variables.ts';
import { TypeCode } from '../../../embedded/bson/types.ts';
import { indexOptions } from '../../../embedded/catalog/parse-index.ts';
import { deleteOptions } from '../../../embedded/commands/delete.ts';
import { genericOptions, readConcernLevels } from '../../../embedded/commands/generic-options.ts';
import { commands } from '../../../embedded/commands/table.ts';
import { updateOptions } from '../../../embedded/commands/update.ts';
import { fieldOperatorNames } from '../../../embedded/match/operators.ts';
import { clauseNames } from '../../../embedded/match/parse.ts';
import { modifiers } from '../../../embedded/update/array-operators.ts';
import { bitwise } from '../../../embedded/update/field-operators.ts';
import { updateOperatorNames } from '../../../embedded/update/parse.ts';

/** The code's own tables of what it supports: the only place the tests look at the code rather than talk to it. */
export const supported = {
  commands: Object.fromEntries(Object.entries(commands).map(([name, { options }]) => [name, options])),
  'any command': [...genericOptions],
  'update statements': [...updateOptions],
  'delete statements': [...deleteOptions],
  'query operators': [...clauseNames, ...fieldOperatorNames],
  'update operators': updateOperatorNames,
  modifiers: [...modifiers],
  'bit operations': Object.keys(bitwise),
  stages: stageNames,
  accumulators: accumulatorNames,
  expressions: operatorNames,
  variables: variableNames,
  'index options': [...indexOptions],
  types: Object.keys(TypeCode),
  'read concerns': [...readConcernLevels] as string[],
};

export type Supported = keyof typeof supported;
