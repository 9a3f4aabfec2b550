import { Button, Popover } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { strings } from '../strings.ts';
import { Empty } from '../ui/empty.tsx';
import { TextLink } from '../ui/link.tsx';
import { BadgedIcon } from './badge.tsx';
import classes from './bell.module.css';
import { NoticeRow } from './notice-row.tsx';
import { inboxQuery, unreadLabel } from './queries.ts';
import { useReading } from './use-reading.ts';

const SHOWN = 8;

/** How many notices are unread, and the latest of them all. */
export function Bell() {
  const [open, setOpen] = useState(false);
  const { data: inbox } = useQuery(inboxQuery);
  const count = unreadLabel(inbox);
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width="min(420px, 94vw)"
      position="bottom-end"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <BadgedIcon
          count={count}
          aria-label={strings.notices.bell(count)}
          title={strings.notices.title}
          onClick={() => setOpen(!open)}
        >
          <IconBell size={21} stroke={1.7} />
        </BadgedIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.dropdown} aria-label={strings.notices.latest}>
        <Latest close={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Latest({ close }: { close: () => void }) {
  const { data: inbox } = useQuery(inboxQuery);
  const reading = useReading();
  const items = inbox?.items.slice(0, SHOWN) ?? [];
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{strings.notices.title}</h2>
        {unreadLabel(inbox) !== '' && (
          <Button variant="subtle" size="compact-sm" onClick={reading.all}>
            {strings.notices.markAll}
          </Button>
        )}
      </div>
      {items.length === 0 && (
        <Empty icon={<IconBell size={32} />} title={strings.notices.empty}>
          {strings.notices.emptyHint}
        </Empty>
      )}
      <ul className={classes.list}>
        {items.map((notice) => (
          <li key={notice.id}>
            <NoticeRow notice={notice} onOpen={close} />
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <TextLink to="/inbox" onClick={close}>
          {strings.notices.seeAll}
        </TextLink>
        <TextLink to="/me/subscriptions" onClick={close}>
          {strings.notices.settings}
        </TextLink>
      </div>
    </>
  );
}
