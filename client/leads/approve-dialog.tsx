import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { LeadApplication } from '../../shared/leads.ts';
import { slugOf } from '../groups/slug-of.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';
import { decide } from './decide.ts';

type ApproveDialogProps = { application: LeadApplication; close: () => void };

export function ApproveDialog({ application: { id, name, from }, close }: ApproveDialogProps) {
  const [slug, setSlug] = useState(slugOf(name));

  async function approve() {
    if (await decide(id, { decision: 'approve', slug })) toast(strings.leads.approvedToast(name));
  }

  return (
    <Confirm
      title={strings.leads.approveTitle(name)}
      action={strings.leads.approve}
      disabled={!slug.trim()}
      confirm={approve}
      close={close}
    >
      <Text size="sm" mb="sm">
        {strings.leads.approveBody(from.displayName)}
      </Text>
      <TextInput
        label={strings.groups.slug}
        description={strings.groups.slugHint(slug)}
        required
        data-autofocus
        value={slug}
        onChange={(event) => setSlug(event.currentTarget.value)}
      />
    </Confirm>
  );
}
