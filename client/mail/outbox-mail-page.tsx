import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { OutboxPreview } from '../../shared/mail.ts';
import { ErrorPage } from '../app/error-page.tsx';
import { strings } from '../strings.ts';
import { HOME } from '../ui/crumbs.tsx';
import { atMoment } from '../ui/dates.ts';
import { TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { PageSkeleton } from '../ui/page-skeleton.tsx';
import { Surface } from '../ui/surface.tsx';
import classes from './outbox.module.css';
import { MailStateBadge } from './outbox-row.tsx';
import { mailQuery } from './queries.ts';

const CRUMBS = [HOME, { key: 'outbox', node: <TextLink to="/staff/outbox">{strings.mail.outbox}</TextLink> }];
const route = getRouteApi('/member/staff/outbox/$id');

/** A mail as its reader gets it, as plain text, and what became of it. */
export function OutboxMailPage() {
  const { id } = route.useParams();
  const { data: mail, error, refetch } = useQuery(mailQuery(id));
  if (error && !mail) return <ErrorPage error={error} reset={refetch} />;
  if (!mail) return <PageSkeleton rows={4} height={40} narrow />;
  return (
    <Page title={mail.subject} narrow crumbs={CRUMBS}>
      <Facts mail={mail} />
      {mail.error && (
        <Alert mb="md" color="brick" title={strings.mail.error}>
          {mail.error}
        </Alert>
      )}
      <Surface aria-label={strings.mail.text}>
        <pre className={classes.mail} dir="auto">
          {mail.text}
        </pre>
      </Surface>
    </Page>
  );
}

function Facts({ mail }: { mail: OutboxPreview }) {
  return (
    <div className={classes.facts}>
      <MailStateBadge state={mail.state} />
      <bdi>{strings.mail.to(mail.to)}</bdi>
      <span>{strings.mail.kind(mail.kind)}</span>
      <span>{strings.mail.written(atMoment(mail.createdAt))}</span>
      {mail.sentAt && <span>{strings.mail.sentAt(atMoment(mail.sentAt))}</span>}
      {mail.nextAt && <span>{strings.mail.nextAt(atMoment(mail.nextAt))}</span>}
      {mail.attempts > 0 && <span>{strings.mail.attempts(mail.attempts)}</span>}
    </div>
  );
}
