import { CloseButton } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { duration } from '../strings/moderation.ts';
import { strings } from '../strings.ts';
import { TextLink } from '../ui/link.tsx';
import type { News } from './news.ts';
import classes from './news-line.module.css';

/** Says what was just done about the topic, by whom and why, where one reads and without moving anything. */
export function NewsLine({ news, hide }: { news: News | null; hide: () => void }) {
  return (
    <div role="status" className={classes.place}>
      {news && (
        <p key={news.key} className={classes.line} data-testid="news">
          <IconGavel size={15} aria-hidden="true" className={classes.icon} />
          <span className={classes.text} dir="auto">
            {strings.moderation.news[news.kind]({ ...news, span: duration(news.seconds) })}
            {news.reason && `: ${news.reason}`}
            {news.link && (
              <>
                {' '}
                <TextLink
                  to="/t/$id/{-$number}"
                  params={{ id: news.link.topicId, number: String(news.link.number) }}
                  fw={600}
                >
                  {strings.moderation.mergedLink}
                </TextLink>
              </>
            )}
          </span>
          <CloseButton size="xs" aria-label={strings.moderation.dismiss} onClick={hide} />
        </p>
      )}
    </div>
  );
}
