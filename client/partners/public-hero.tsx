import { IconArchive, IconExternalLink } from '@tabler/icons-react';
import type { PartnerFace } from '../../shared/partners/partners.ts';
import { strings } from '../strings.ts';
import { Crumbs } from '../ui/crumbs.tsx';
import { onDay } from '../ui/dates.ts';
import { TextLink } from '../ui/link.tsx';
import { PartnerSign } from './partner-sign.tsx';
import classes from './public-hero.module.css';
import { ManageLink } from './public-manage.tsx';

const said = strings.partners;

/** What a partner's page begins with: its sign, name and line upon its colour. */
export function Hero({ partner }: { partner: PartnerFace }) {
  return (
    <>
      <Crumbs crumbs={[{ key: 'partners', node: <TextLink to="/partners">{said.title}</TextLink> }]} />
      <header className={classes.hero}>
        <span className={classes.sign}>
          <PartnerSign partner={partner} size={76} />
        </span>
        <div className={classes.text}>
          <h1 className={classes.name} dir="auto">
            {partner.name}
          </h1>
          <p className={classes.tagline} dir="auto">
            {partner.tagline}
          </p>
          <p className={classes.facts}>
            <span role="status">{said.experts(partner.experts)}</span>
            {partner.website && <Website name={partner.name} address={partner.website} />}
          </p>
        </div>
        <ManageLink partner={partner} />
      </header>
      {partner.archivedAt && (
        <p className={classes.archived}>
          <IconArchive size={18} aria-hidden="true" />
          {said.archived(onDay(partner.archivedAt))}
        </p>
      )}
    </>
  );
}

function Website({ name, address }: { name: string; address: string }) {
  return (
    <a
      className={classes.website}
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={said.websiteOf(name)}
    >
      {new URL(address).hostname}
      <IconExternalLink size={15} aria-hidden="true" />
    </a>
  );
}
