import { Button, FileButton, Group as Row } from '@mantine/core';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { partnerConsole } from '../api/partner-console.ts';
import rules from '../console/rules.module.css';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { PartnerSign } from './partner-sign.tsx';

const said = strings.partnerSetup.page;

/** The picture a partner is known by, and the way to another one. */
export function Logo({ partner }: { partner: PartnerFace }) {
  const { act, busy } = useAct();
  const { slug, logo } = partner;
  const take = (file: File | null) => {
    if (file) void act(() => partnerConsole.setLogo(slug, file), said.logoSet);
  };
  return (
    <Row gap="md" wrap="nowrap" align="start">
      <PartnerSign partner={partner} size={72} />
      <div>
        <p className={rules.hint}>{said.logoHint}</p>
        <Row gap="xs">
          <FileButton accept="image/png,image/jpeg,image/webp" onChange={take}>
            {(props) => (
              <Button {...props} size="xs" variant="default" loading={busy}>
                {logo ? said.logoOther : said.logoChoose}
              </Button>
            )}
          </FileButton>
          {logo && (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              disabled={busy}
              onClick={() => act(() => partnerConsole.removeLogo(slug), said.logoRemoved)}
            >
              {said.logoRemove}
            </Button>
          )}
        </Row>
      </div>
    </Row>
  );
}
