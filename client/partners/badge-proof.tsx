import { Anchor, Button, Textarea } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { Badge } from '../../shared/partners/experts.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { toast } from '../ui/toast.ts';
import classes from './badge-proof.module.css';
import { SectionTitle } from './section-title.tsx';

const said = strings.partners.badge;

/** How a program makes sure of a badge. */
export function BadgeProof({ badge: { token } }: { badge: Badge }) {
  return (
    <Surface aria-labelledby="proof" className={classes.proof}>
      <SectionTitle id="proof">{said.proof}</SectionTitle>
      {token ? <Token token={token} /> : <p>{said.noProof}</p>}
    </Surface>
  );
}

function Token({ token }: { token: string }) {
  async function copy() {
    await navigator.clipboard.writeText(token);
    toast(said.copied);
  }
  return (
    <>
      <p>{said.proofHint}</p>
      <ol className={classes.how}>
        {said.how.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
      <Textarea
        readOnly
        label={said.token}
        value={token}
        rows={5}
        dir="ltr"
        spellCheck={false}
        classNames={{ input: classes.token }}
      />
      <div className={classes.acts}>
        <Button variant="default" size="sm" leftSection={<IconCopy size={16} />} onClick={copy}>
          {said.copy}
        </Button>
        <Anchor href="/.well-known/jwks.json" target="_blank" rel="noopener" size="sm">
          {said.keys}
        </Anchor>
      </div>
    </>
  );
}
