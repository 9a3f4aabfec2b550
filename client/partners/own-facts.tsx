import type { FactName, KnownFacts, OwnFacts } from '../../shared/partners/facts.ts';
import { strings } from '../strings.ts';
import { atMoment, onDay } from '../ui/dates.ts';
import { Surface } from '../ui/surface.tsx';
import dealing from './own-dealing.module.css';
import classes from './own-facts.module.css';
import { OF_ALL, OwnQualification, ownQualification } from './own-qualification.tsx';
import { SectionTitle } from './section-title.tsx';

const said = strings.partnerDealings.facts;

/** What the marketplace tells of the viewer, who cannot change it here, and how they qualify by it. */
export function OwnFactsView({ facts }: { facts: OwnFacts }) {
  if (facts.changedAt === null) return <NoFacts />;
  return (
    <>
      <Surface aria-labelledby="facts">
        <SectionTitle id="facts">{said.title}</SectionTitle>
        <dl className={classes.facts}>
          {linesOf(facts.facts).map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{said.name(name)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className={dealing.dim}>
          {said.since(atMoment(facts.changedAt))} {said.hint}
        </p>
      </Surface>
      <Surface aria-labelledby="qualifies">
        <SectionTitle id="qualifies">{strings.partnerDealings.qualification.all}</SectionTitle>
        <OwnQualification qualification={ownQualification(facts, OF_ALL)} />
      </Surface>
    </>
  );
}

function NoFacts() {
  return (
    <Surface aria-labelledby="facts">
      <SectionTitle id="facts">{said.title}</SectionTitle>
      <p className={dealing.text}>{said.none}</p>
    </Surface>
  );
}

/** Those that are known, in words. */
function linesOf({
  status,
  jss,
  completeness,
  visibility,
  english,
  fromElance,
  joined,
}: KnownFacts): [FactName, string][] {
  const lines: [FactName, string | undefined][] = [
    ['status', status && said.status[status]],
    ['jss', jss === undefined ? undefined : said.jss(jss)],
    ['completeness', completeness === undefined ? undefined : said.completeness(completeness)],
    ['visibility', visibility && said.visibility[visibility]],
    ['english', english && said.english(english)],
    ['fromElance', fromElance === undefined ? undefined : said.fromElance(fromElance)],
    ['joined', joined && said.joined(onDay(joined.at), joined.invitedBy)],
  ];
  return lines.filter((line): line is [FactName, string] => line[1] !== undefined);
}
