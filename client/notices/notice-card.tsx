import { strings } from '../strings.ts';
import { dayName } from '../ui/dates.ts';
import { TextLink } from '../ui/link.tsx';
import type { NoticeGroup } from './grouping.ts';
import classes from './inbox-page.module.css';
import { NoticeRow } from './notice-row.tsx';
import { StopNotices } from './stop-notices.tsx';
import { Why } from './why.tsx';

/** The notices of one day about one topic; the day's name stands above its first. */
export function NoticeCard({ group: { day, first, notices } }: { group: NoticeGroup }) {
  const several = notices.length > 1;
  // One of them says why, for all: rather one that can be stopped.
  const told = notices.find(({ stop }) => stop !== null) ?? notices[0];
  return (
    <>
      {first && <h2 className={classes.day}>{dayName(day, strings.notices)}</h2>}
      <div className={classes.group}>
        {several && <Head notice={notices[0]} />}
        {notices.map((notice) => (
          <NoticeRow key={notice.id} notice={notice} within={several} />
        ))}
        {several && (
          <p className={classes.foot}>
            <Why notice={told} />
            <StopNotices notice={told} />
          </p>
        )}
      </div>
    </>
  );
}

function Head({ notice: { topicId, title, group } }: { notice: NoticeGroup['notices'][0] }) {
  return (
    <div className={classes.head}>
      <TextLink to="/t/$id/{-$number}" params={{ id: topicId ?? '' }} className={classes.topic} dir="auto">
        {title}
      </TextLink>
      {group && (
        <TextLink to="/g/$slug" params={{ slug: group.slug }} className={classes.in} dir="auto">
          {group.name}
        </TextLink>
      )}
    </div>
  );
}
