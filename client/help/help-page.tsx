import { Group as Row, Text } from '@mantine/core';
import { session } from '../api/session.ts';
import { strings } from '../strings.ts';
import { ButtonLink, TextLink } from '../ui/link.tsx';
import { Page } from '../ui/page.tsx';
import { useStore } from '../ui/store.ts';
import { Surface } from '../ui/surface.tsx';
import { Answer } from './answer.tsx';
import classes from './help-page.module.css';

/** What everyone may want to know about groups; readable without an account. */
export function HelpPage() {
  const signedIn = useStore(session).status === 'in';
  return (
    <Page
      title={strings.help.title}
      heading={strings.help.heading}
      under={
        <Text c="dimmed" mt={4}>
          {strings.help.lead}
        </Text>
      }
      aside={<Contents />}
    >
      <Surface className={classes.answers}>
        {strings.help.answers.map((answer) => (
          <Answer key={answer.id} answer={answer} />
        ))}
        {signedIn && (
          <Row gap="xs" mt="lg">
            <ButtonLink to="/groups/suggest">{strings.help.suggest}</ButtonLink>
            <ButtonLink to="/" variant="default">
              {strings.help.groups}
            </ButtonLink>
          </Row>
        )}
      </Surface>
    </Page>
  );
}

function Contents() {
  return (
    <nav aria-labelledby="contents" className={classes.contents}>
      <h2 id="contents" className={classes.title}>
        {strings.help.contents}
      </h2>
      <ul>
        {strings.help.answers.map(({ id, question }) => (
          <li key={id}>
            <TextLink to="/help" hash={id}>
              {question}
            </TextLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
