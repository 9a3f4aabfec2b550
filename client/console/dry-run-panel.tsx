import { Alert, Button } from '@mantine/core';
import { IconTestPipe } from '@tabler/icons-react';
import type { RulesPreview } from '../../shared/rules.ts';
import { MemberName } from '../accounts/member-name.tsx';
import { strings } from '../strings.ts';
import { Ago } from '../ui/ago.tsx';
import { TextLink } from '../ui/link.tsx';
import { Surface } from '../ui/surface.tsx';
import { problemText } from '../ui/toast.ts';
import classes from './rules.module.css';
import type { DryRun } from './use-dry-run.ts';

/** Which of the latest posts the rules would have met, had they been in force. */
export function DryRunPanel({ dryRun, disabled }: { dryRun: DryRun; disabled: boolean }) {
  const said = strings.console.rules;
  const { result, tried, current, busy, error, ask } = dryRun;
  const nameOf = (at: number) => tried[at]?.name ?? '';
  return (
    <Surface aria-labelledby="dry-run">
      <h2 id="dry-run" className={classes.title}>
        {said.dryRun}
      </h2>
      <p className={classes.hint}>{said.dryRunHint}</p>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTestPipe size={15} />}
        loading={busy}
        disabled={disabled}
        onClick={ask}
      >
        {said.try}
      </Button>
      {error && (
        <Alert color="brick" mt="sm">
          {problemText(error)}
        </Alert>
      )}
      <div role="status">
        {result && (
          <p className={classes.verdict}>
            {said.verdict(
              result.counts.map((count, at) => ({ name: nameOf(at), count })),
              result.checked,
            )}
            {!current && <span className={classes.stale}> {said.stale}</span>}
          </p>
        )}
      </div>
      {result && <Matches result={result} nameOf={nameOf} />}
    </Surface>
  );
}

function Matches({ result: { matches, counts }, nameOf }: { result: RulesPreview; nameOf: (at: number) => string }) {
  const said = strings.console.rules;
  const all = counts.reduce((sum, each) => sum + each, 0);
  if (matches.length === 0) return null;
  return (
    <>
      <ul className={classes.matches} aria-label={said.matches}>
        {matches.map(({ rule, postId, topicId, number, title, author, excerpt, at }) => (
          <li key={`${rule} ${postId}`}>
            <span className={classes.matchHead}>
              <b>{nameOf(rule)}</b> · <MemberName member={author} /> {strings.console.latest.repliedIn}{' '}
              <TextLink
                to="/t/$id/{-$number}"
                params={{ id: topicId, number: number > 1 ? String(number) : undefined }}
                target="_blank"
                dir="auto"
              >
                {title}
              </TextLink>{' '}
              <span className={classes.dim}>
                <Ago at={at} />
              </span>
            </span>
            <span className={classes.matched} dir="auto">
              {excerpt}
            </span>
          </li>
        ))}
      </ul>
      {all > matches.length && <p className={classes.dim}>{said.andMore(all - matches.length)}</p>}
    </>
  );
}
