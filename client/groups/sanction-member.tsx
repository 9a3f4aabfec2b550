import { Select } from '@mantine/core';
import { useState } from 'react';
import type { Member } from '../../shared/accounts.ts';
import type { Group } from '../../shared/groups.ts';
import { MUTE_DAYS } from '../../shared/sanctions.ts';
import { sanctions } from '../api/joining.ts';
import { strings } from '../strings.ts';
import { ConfirmReason } from '../ui/confirm-reason.tsx';
import { toast } from '../ui/toast.ts';

type SanctionMemberProps = { group: Group; member: Member; kind: 'mute' | 'ban'; close: () => void };

const HOURS = { mute: [1, 8, 24, 72, 168, 336, MUTE_DAYS * 24], ban: [168, 720, 2160, 8760] };
const FOR_EVER = 'ever';

/** Keeps a member from posting, or out of the group, with a reason that they are told. */
export function SanctionMember({ group, member, kind, close }: SanctionMemberProps) {
  const [hours, setHours] = useState(kind === 'mute' ? '24' : FOR_EVER);
  const said = saidOf(kind);

  async function impose(reason: string) {
    const until = hours === FOR_EVER ? {} : { until: new Date(Date.now() + Number(hours) * 3_600_000).toISOString() };
    await sanctions.impose(group.slug, { username: member.username, kind, reason, ...until });
    toast(said.done(member.displayName));
  }

  return (
    <ConfirmReason
      title={said.title(member.displayName)}
      body={said.body}
      action={said.action}
      label={strings.groups.reason}
      required
      confirm={impose}
      close={close}
    >
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
    </ConfirmReason>
  );
}

function saidOf(kind: 'mute' | 'ban') {
  const { joining } = strings;
  return kind === 'mute'
    ? { title: joining.muteTitle, action: joining.mute, body: joining.muteBody, done: joining.mutedToast }
    : { title: joining.banTitle, action: joining.ban, body: joining.banBody, done: joining.bannedToast };
}

const lengthOf = (hours: number) => (hours < 24 ? strings.joining.hours(hours) : strings.joining.days(hours / 24));
