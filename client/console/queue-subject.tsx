import type { Act } from '../../shared/acts.ts';
import type { Report, ReportedPost } from '../../shared/reports.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { RoleLabel } from '../accounts/role-label.tsx';
import { RankBadge } from '../ranks/rank-badge.tsx';
import { strings } from '../strings.ts';
import { Markdown } from '../topics/markdown.tsx';
import { Ago } from '../ui/ago.tsx';
import { onDay } from '../ui/dates.ts';
import { Face } from '../ui/face.tsx';
import { TextLink } from '../ui/link.tsx';
import classes from './queue.module.css';

/** All there is to know of what waits: what was said, as it was then, who reports it and why, and what is appealed against. */
export function QueueSubject({ report: { kind, post, act, entries, message } }: { report: Report }) {
  return (
    <div className={classes.subject}>
      {kind === 'appeal' && (
        <blockquote className={classes.quote} dir="auto">
          {message}
        </blockquote>
      )}
      {act && <AppealedAct act={act} />}
      {post && <Said post={post} />}
      {entries.length > 0 && <Entries entries={entries} />}
    </div>
  );
}

function Said({ post: { id, topicId, number, author, title, body } }: { post: ReportedPost }) {
  const said = strings.console.queue;
  return (
    <div className={classes.post}>
      <div className={classes.author}>
        <Face id={author.id} name={author.displayName} size={34} />
        <MemberName member={author} />
        <RoleLabel of={author.role} />
        <RankBadge rank={author.rank} quiet />
        <span className={classes.dim}>{strings.accounts.memberSince(onDay(author.memberSince))}</span>
      </div>
      <div className={classes.where}>
        {id && topicId ? (
          <TextLink
            to="/t/$id/{-$number}"
            params={{ id: topicId, number: number && number > 1 ? String(number) : undefined }}
            target="_blank"
            size="sm"
            dir="auto"
          >
            {said.inTopic(title, number)}
          </TextLink>
        ) : (
          <span className={classes.dim}>{topicId ? said.heldIn(title) : said.heldTopic(title)}</span>
        )}
      </div>
      <Markdown text={body} />
    </div>
  );
}

function Entries({ entries }: { entries: Report['entries'] }) {
  const said = strings.console.queue;
  return (
    <ul className={classes.entries} aria-label={said.entries}>
      {entries.map(({ by, reason, note, at }) => (
        <li key={`${by?.id ?? 'rule'} ${at}`}>
          {by ? <MemberName member={by} /> : <b>{said.rule(note)}</b>}
          {reason && <span className={classes.reason}>{said.reason[reason]}</span>}
          {by && note && <span dir="auto">“{note}”</span>}
          <span className={classes.dim}>
            <Ago at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function AppealedAct({ act }: { act: Act }) {
  const said = strings.console.queue;
  return (
    <div className={classes.act}>
      <b>{said.against(act.by.displayName, act.kind)}</b>
      {act.topic && <span dir="auto">{act.topic.title}</span>}
      <span className={classes.dim} dir="auto">
        {strings.acts.why(act.reason)}
      </span>
      {act.posts.map((post) => (
        <blockquote key={post.id} className={classes.quote} dir="auto">
          {post.excerpt}
        </blockquote>
      ))}
    </div>
  );
}
