import { NumberInput } from '@mantine/core';
import type { Metric } from '../../../shared/ladder.ts';
import { strings } from '../../strings.ts';
import classes from './ladder-editor.module.css';

const MOST = 1_000_000_000;

type ThresholdFieldProps = {
  metric: Metric;
  value: number | '';
  /** What was asked for before, of a rank that was there. */
  before: number | undefined;
  error: string | undefined;
  set: (value: number | '') => void;
};

/** How much of one metric a rank asks for. */
export function ThresholdField({ metric, value, before, error, set }: ThresholdFieldProps) {
  const changed = before !== undefined && before !== (value || 0);
  return (
    <NumberInput
      className={classes.threshold}
      classNames={{ label: classes.label, description: classes.note, error: classes.error }}
      label={strings.ladder.inShort(metric)}
      description={changed ? strings.ladder.was(strings.ranks.value(before)) : null}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      data-changed={changed || undefined}
      error={error}
      hideControls
      allowDecimal={false}
      allowNegative={false}
      allowLeadingZeros={false}
      clampBehavior="strict"
      max={MOST}
      thousandSeparator=","
      placeholder="0"
      value={value}
      onChange={(typed) => set(typeof typed === 'number' ? typed : '')}
      onBlur={() => value === '' && set(0)}
    />
  );
}
