import { SegmentedControl } from '@mantine/core';
import { strings } from '../strings.ts';

type StatesProps<State extends string> = {
  names: Record<State, string>;
  state: State;
  choose: (state: State) => void;
};

/** Which of the states things may be in is shown. */
export function States<State extends string>({ names, state, choose }: StatesProps<State>) {
  return (
    <SegmentedControl
      size="xs"
      mb="sm"
      aria-label={strings.partnerConsole.which}
      value={state}
      onChange={(value) => choose(value as State)}
      data={(Object.keys(names) as State[]).map((value) => ({ value, label: names[value] }))}
    />
  );
}
