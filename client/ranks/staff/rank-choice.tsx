import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { strings } from '../../strings.ts';
import { ranksQuery } from '../queries.ts';

type RankChoiceProps = SelectProps & { decision: 'give' | 'hold' };

/** A rank to give, or a rung to hold someone at. */
export function RankChoice({ decision, ...field }: RankChoiceProps) {
  const { data } = useQuery(ranksQuery);
  const ranks = (decision === 'give' ? data?.assigned : data?.ladder.rungs) ?? [];
  return (
    <Select
      label={strings.ladder.member.rank}
      placeholder={strings.ladder.member.choose}
      required
      allowDeselect={false}
      data-autofocus
      openOnFocus={false}
      data={ranks.map(({ key, title }) => ({ value: key, label: title }))}
      {...field}
    />
  );
}
