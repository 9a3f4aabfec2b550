import { Checkbox } from '@mantine/core';
import { IconLayoutGrid, IconMessage, IconMessages, IconUsersGroup, IconVolumeOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { isMuted } from '../../shared/notices/choices.ts';
import type { Subscription, SubscriptionType } from '../../shared/subscriptions.ts';
import { strings } from '../strings.ts';
import { atMoment } from '../ui/dates.ts';
import classes from './subscriptions-page.module.css';

const said = strings.notices.subscriptions;

const ICONS: Record<SubscriptionType, typeof IconMessage> = {
  group: IconUsersGroup,
  forum: IconLayoutGrid,
  topic: IconMessages,
  post: IconMessage,
};

type SubscriptionRowProps = { subscription: Subscription; chosen: boolean; toggle: (id: string) => void };

export const SubscriptionRow = memo(function SubscriptionRow({ subscription, chosen, toggle }: SubscriptionRowProps) {
  const { id, type, unread } = subscription;
  const Icon = ICONS[type];
  const name = nameOf(subscription);
  return (
    <div className={classes.row} data-chosen={chosen || undefined}>
      <Checkbox aria-label={said.select(name)} checked={chosen} onChange={() => toggle(id)} />
      <span className={classes.icon} title={said.one(type)}>
        <Icon size={20} stroke={1.6} aria-hidden="true" />
      </span>
      <span className={classes.text}>
        <Link
          to={addressOf(subscription)}
          search={subscription.forum ? { forum: subscription.forum } : {}}
          className={classes.name}
          dir="auto"
        >
          {name}
        </Link>
        <span className={classes.about}>{aboutOf(subscription)}</span>
      </span>
      {unread > 0 && (
        <span className={classes.unread} title={said.unreadLabel(type, unread)}>
          {said.unread(unread)}
        </span>
      )}
    </div>
  );
});

const nameOf = ({ type, name, number }: Subscription): string =>
  type === 'post' && number !== null ? said.post(number, name) : name;

function addressOf({ id, type, group, topicId, number }: Subscription): string {
  const page = `/g/${encodeURIComponent(group.slug)}`;
  if (type === 'group' || type === 'forum') return page;
  const topic = `/t/${topicId ?? id.slice('topic:'.length)}`;
  return type === 'post' && number !== null ? `${topic}/${number}` : topic;
}

/** "topic · in Gardeners · muted until …" */
function aboutOf(subscription: Subscription) {
  const { type, group, level, inherited, mute } = subscription;
  const parts = [
    said.one(type),
    type === 'group' ? null : said.in(group.name),
    inherited && level === 'on' && type === 'group' ? said.inherited : null,
  ].filter(Boolean);
  const muted = mute && isMuted({ mute }, new Date().toISOString());
  return (
    <>
      {parts.join(' · ')}
      {muted && (
        <>
          {' · '}
          <IconVolumeOff size={13} aria-hidden="true" style={{ verticalAlign: '-2px' }} />{' '}
          {mute.until ? strings.notices.mutedUntil(atMoment(mute.until)) : strings.notices.muted}
        </>
      )}
    </>
  );
}
