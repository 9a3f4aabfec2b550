import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Notice } from '../../shared/notices.ts';
import { useRankTitle } from '../ranks/use-ranks.ts';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { Face } from '../ui/face.tsx';
import classes from './notice-row.module.css';
import { StopNotices } from './stop-notices.tsx';
import { useReading } from './use-reading.ts';
import { Why } from './why.tsx';
import { addressOf, detailOf, whatOf } from './wording.ts';

type NoticeRowProps = {
  notice: Notice;
  /** Others about the same topic stand above it: its reason and the way to stop it are said there. */
  within?: boolean;
  onOpen?: () => void;
};

/** One notice: what happened, why it is told, and the way to stop the like of it. */
export function NoticeRow({ notice, within, onOpen }: NoticeRowProps) {
  const titleOf = useRankTitle();
  const reading = useReading();
  const detail = detailOf(notice);
  const open = () => {
    if (!notice.read) void reading.one(notice.id);
    onOpen?.();
  };
  return (
    <div className={classes.row} data-unread={!notice.read || undefined} data-within={within || undefined}>
      <Face id={notice.actor.id} name={notice.actor.displayName} size={within ? 28 : 36} />
      <div className={classes.text}>
        <Link to={addressOf(notice)} className={classes.link} onClick={open} dir="auto">
          {whatOf(notice, titleOf, within)}
        </Link>
        {detail && (
          <p className={classes.detail} dir="auto">
            {detail}
          </p>
        )}
        <p className={classes.why}>
          <Ago at={notice.at} />
          {!within && <Why notice={notice} />}
          {!within && <StopNotices notice={notice} />}
        </p>
      </div>
      {notice.read ? <span /> : <MarkRead read={() => reading.one(notice.id)} />}
    </div>
  );
}

function MarkRead({ read }: { read: () => Promise<void> }) {
  return (
    <span className={classes.state}>
      <ActionIcon
        variant="subtle"
        size="sm"
        aria-label={strings.notices.markRead}
        title={strings.notices.markRead}
        onClick={read}
      >
        <span className={classes.dot} />
      </ActionIcon>
    </span>
  );
}
