import { Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Member } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { MUTE_DAYS } from '../../shared/sanctions.ts';
import { sanctions } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { Confirm } from '../ui/confirm.tsx';
import { toast } from '../ui/toast.ts';

type SanctionMemberProps = { group: Group; member: Member; kind: 'mute' | 'ban'; close: () => void };

const HOURS = { mute: [1, 8, 24, 72, 168, 336, MUTE_DAYS * 24], ban: [168, 720, 2160, 8760] };
const FOR_EVER = 'ever';

/** Keeps a member from posting, or out of the group, with a reason that they are told. */
export function SanctionMember({ group, member, kind, close }: SanctionMemberProps) {
  const [hours, setHours] = useState(kind === 'mute' ? '24' : FOR_EVER);
  const [reason, setReason] = useState('');
  const said = saidOf(kind);

  async function impose() {
    const until = hours === FOR_EVER ? {} : { until: new Date(Date.now() + Number(hours) * 3_600_000).toISOString() };
    await sanctions.impose(group.slug, { username: member.username, kind, reason, ...until });
    toast(said.done(member.displayName));
  }

  return (
    <Confirm
      title={said.title(member.displayName)}
      action={said.action}
      danger
      disabled={!reason.trim()}
      confirm={impose}
      close={close}
    >
      <Text size="sm" mb="sm">
        {said.body}
      </Text>
      <Select
        label={strings.joining.howLong}
        allowDeselect={false}
        mb="sm"
        data={[
          ...(kind === 'ban' ? [{ value: FOR_EVER, label: strings.joining.forEver }] : []),
          ...HOURS[kind].map((each) => ({ value: String(each), label: lengthOf(each) })),
        ]}
        value={hours}
        onChange={(value) => value && setHours(value)}
      />
      <Textarea
        label={strings.groups.reason}
        autosize
        minRows={2}
        maxLength={500}
        required
        data-autofocus
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Confirm>
  );
}

function saidOf(kind: 'mute' | 'ban') {
  const { joining } = strings;
  return kind === 'mute'
    ? { title: joining.muteTitle, action: joining.mute, body: joining.muteBody, done: joining.mutedToast }
    : { title: joining.banTitle, action: joining.ban, body: joining.banBody, done: joining.bannedToast };
}

const lengthOf = (hours: number) => (hours < 24 ? strings.joining.hours(hours) : strings.joining.days(hours / 24));
