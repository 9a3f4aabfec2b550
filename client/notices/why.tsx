import { useQuery } from '@tanstack/react-query';
import type { Notice } from '../../shared/notices.ts';
import { subscriptionsQuery } from '../subscriptions/queries.ts';
import { whyOf } from './wording.ts';

/** Why a notice came. Of a forum only the subscriptions know the name. */
export function Why({ notice }: { notice: Notice }) {
  const { data } = useQuery({ ...subscriptionsQuery, enabled: notice.reason === 'forum', refetchOnMount: false });
  return <span dir="auto">{whyOf(notice, data?.items)}</span>;
}
