import { IconSettings } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { meQuery } from '../accounts/queries.ts';
import { session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { ButtonLink } from '../ui/link.tsx';
import { useStore } from '../ui/store.ts';
import { dealingsQuery } from './own-queries.ts';

/** Leads those who manage a partner to its console. */
export function ManageLink({ partner }: { partner: PartnerFace }) {
  return useStore(session).status === 'in' ? <OwnManageLink partner={partner} /> : null;
}

function OwnManageLink({ partner: { id, slug } }: { partner: PartnerFace }) {
  const { data: me } = useQuery(meQuery);
  const { data: dealings } = useQuery(dealingsQuery);
  const manages = dealings?.items.some((dealing) => dealing.partner.id === id && dealing.manages);
  if (!manages && me?.account.role !== 'staff') return null;
  return (
    <ButtonLink to="/partners/$slug/manage" params={{ slug }} variant="white" leftSection={<IconSettings size={16} />}>
      {strings.partners.manage}
    </ButtonLink>
  );
}
