import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Account, Member } from '../../shared/accounts.ts';
import { byAge } from '../../shared/order.ts';
import type { Report, ReportKind, Reports } from '../../shared/reports.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { useStreams } from '../live/use-stream.ts';
import { strings } from '../strings.ts';
import cards from '../ui/cards.module.css';
import { Empty } from '../ui/empty.tsx';
import { MoreButton } from '../ui/more-button.tsx';
import { addPage } from '../ui/pages.ts';
import { RowsSkeleton } from '../ui/rows-skeleton.tsx';
import { useMore } from '../ui/use-more.ts';
import { type QueueSource, type QueueState, queuePage, queueQuery, queueView } from './queries.ts';
import classes from './queue.module.css';
import { QueueCard } from './queue-card.tsx';
import { onQueueKey } from './queue-keys.ts';
import { useClaims } from './use-claims.ts';
import { useSettled } from './use-settled.ts';

type QueueListProps = {
  source: QueueSource;
  state: QueueState;
  kind: ReportKind | 'all';
  me: Account;
  mayActOn: (author: Member) => boolean;
};

/** A queue, live: what others claim and decide is seen at once, and nothing moves under one's finger. */
export function QueueList({ source, state, kind, me, mayActOn }: QueueListProps) {
  const query = queueQuery(source, state);
  const { data, error, refetch } = useQuery(query);
  const { more } = useMore<Report, Reports>({
    key: query.queryKey,
    view: queueView(state),
    fetch: (cursor) => queuePage(source, state, cursor),
    merge: addPage,
  });
  const stream = data?.head.stream ?? '';
  useStreams(stream ? [stream] : []);
  const { settled, list, touched } = useSettled(stream);
  const claims = useClaims(me.id);

  if (error && !data) return <ErrorPage error={error} reset={refetch} />;
  if (!data) return <RowsSkeleton rows={4} height={96} />;
  const all = state === 'open' ? inPlace(data.items, settled) : data.items;
  const shown = all.filter((report) => kind === 'all' || report.kind === kind);
  const said = strings.console.queue;
  return (
    <>
      {shown.length === 0 && (
        <Empty icon={<IconShieldCheck size={36} />} title={state === 'open' ? said.empty : said.emptyResolved}>
          {state === 'open' && said.emptyHint}
        </Empty>
      )}
      {state === 'open' && shown.length > 0 && <p className={classes.keys}>{said.keys}</p>}
      <ul
        ref={list}
        className={cards.list}
        aria-label={strings.console.tabs.queue}
        onPointerDown={touched}
        onKeyDown={(event) => {
          touched();
          onQueueKey(event, claims.close);
        }}
      >
        {shown.map((report) => (
          <li key={report.id} className={classes.item} data-over={settled.has(report.id) || undefined}>
            <QueueCard
              report={report}
              me={me}
              mayActOn={mayActOn}
              open={claims.open === report.id && report.state === 'open'}
              claims={claims}
            />
          </li>
        ))}
      </ul>
      {data.next && <MoreButton more={more} />}
    </>
  );
}

/** What was decided stays where it was for a while. */
function inPlace(open: Report[], settled: ReadonlyMap<string, Report>): Report[] {
  return [...open.filter(({ id }) => !settled.has(id)), ...settled.values()].sort(byAge);
}
