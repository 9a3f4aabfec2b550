import { Checkbox, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { strings } from '../strings.ts';
import { ActDialog } from './act-dialog.tsx';
import { perform } from './acting.ts';
import { BAN_HOURS, FOR_EVER, lengthOf, MUTE_HOURS, untilOf } from './terms.ts';

type SanctionDialogProps = {
  slug: string;
  kind: 'mute' | 'ban';
  /** Without one it is asked for. */
  username?: string;
  name?: string;
  /** The sanction of this kind that is in force against them, as far as it is known here. */
  replaces?: (username: string) => string | undefined;
  close: () => void;
};

/** Keeps a member from posting, or out of the group, with a reason that they are told. */
export function SanctionDialog({ slug, kind, username, name, replaces, close }: SanctionDialogProps) {
  const [whom, setWhom] = useState('');
  const [hours, setHours] = useState(kind === 'mute' ? '24' : FOR_EVER);
  const [removePosts, setRemovePosts] = useState(false);
  const target = username ?? whom.trim().replace(/^@/, '');
  const said = saidOf(kind);
  const called = name ?? target;

  function impose(reason: string) {
    const common = { username: target, reason, replaces: replaces?.(target) };
    const until = untilOf(hours);
    return kind === 'mute'
      ? perform(slug, { kind, ...common, until: until! }, said.done(called))
      : perform(
          slug,
          { kind, ...common, ...(until && { until }), ...(removePosts && { removePosts }) },
          said.done(called),
        );
  }

  return (
    <ActDialog
      title={username ? said.title(called) : said.action}
      body={said.body}
      action={said.action}
      danger
      disabled={!target}
      templates={strings.acts.conduct}
      confirm={impose}
      close={close}
    >
      {!username && (
        <TextInput
          label={strings.joining.inviteUsername}
          required
          mb="sm"
          autoCapitalize="none"
          value={whom}
          onChange={(event) => setWhom(event.currentTarget.value)}
        />
      )}
      <Select
        label={strings.joining.howLong}
        allowDeselect={false}
        mb="sm"
        data={[
          ...(kind === 'ban' ? [{ value: FOR_EVER, label: strings.joining.forEver }] : []),
          ...(kind === 'ban' ? BAN_HOURS : MUTE_HOURS).map((each) => ({ value: String(each), label: lengthOf(each) })),
        ]}
        value={hours}
        onChange={(value) => value && setHours(value)}
      />
      {kind === 'ban' && (
        <Checkbox
          mb="sm"
          label={strings.console.sanctions.removePosts}
          checked={removePosts}
          onChange={(event) => setRemovePosts(event.currentTarget.checked)}
        />
      )}
    </ActDialog>
  );
}

function saidOf(kind: 'mute' | 'ban') {
  const { joining } = strings;
  return kind === 'mute'
    ? { title: joining.muteTitle, action: joining.mute, body: joining.muteBody, done: joining.mutedToast }
    : { title: joining.banTitle, action: joining.ban, body: joining.banBody, done: joining.bannedToast };
}
