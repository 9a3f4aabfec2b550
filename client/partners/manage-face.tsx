import { Button, NumberInput, Group as Row, TagsInput, Textarea, TextInput } from '@mantine/core';
import type { PartnerConsole } from '../../shared/partners/partners.ts';
import { partnerConsole } from '../api/partner-console.ts';
import rules from '../console/rules.module.css';
import { useAct } from '../joining/use-act.ts';
import { strings } from '../strings.ts';
import { Surface } from '../ui/surface.tsx';
import { ColourField, ColourPreview, isColour } from './manage-colour.tsx';
import { Logo } from './manage-logo.tsx';
import { usePageDraft } from './use-page-draft.ts';

const said = strings.partnerSetup.page;

type Editing = ReturnType<typeof usePageDraft>;

/** Where a partner's page is written, and how its experts are featured. */
export function PagePart({ console }: { console: PartnerConsole }) {
  const editing = usePageDraft(console);
  return (
    <div className={rules.page}>
      <Surface aria-labelledby="logo">
        <h2 id="logo" className={rules.title}>
          {said.logo}
        </h2>
        <Logo partner={console.partner} />
      </Surface>
      <Surface aria-labelledby="texts">
        <h2 id="texts" className={rules.title}>
          {said.texts}
        </h2>
        <Texts editing={editing} />
      </Surface>
      <Surface aria-labelledby="featuring">
        <h2 id="featuring" className={rules.title}>
          {said.featuring}
        </h2>
        <p className={rules.hint}>{said.featuringHint}</p>
        <Featuring editing={editing} />
      </Surface>
      <Foot slug={console.partner.slug} editing={editing} />
    </div>
  );
}

function Texts({ editing: { draft, set } }: { editing: Editing }) {
  const { name, tagline, about, website, colour } = draft;
  return (
    <>
      <TextInput
        label={said.name}
        required
        maxLength={80}
        value={name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        mt="sm"
        label={said.tagline}
        required
        maxLength={160}
        value={tagline}
        onChange={(event) => set({ tagline: event.currentTarget.value })}
      />
      <Textarea
        mt="sm"
        label={said.about}
        required
        autosize
        minRows={4}
        maxRows={16}
        maxLength={10_000}
        value={about}
        onChange={(event) => set({ about: event.currentTarget.value })}
      />
      <TextInput
        mt="sm"
        type="url"
        label={said.website}
        description={said.websiteHint}
        maxLength={300}
        value={website ?? ''}
        onChange={(event) => set({ website: event.currentTarget.value.trim() || null })}
      />
      <ColourField colour={colour} choose={(chosen) => set({ colour: chosen })} />
      {isColour(colour) && <ColourPreview name={name} tagline={tagline} colour={colour} />}
    </>
  );
}

function Featuring({ editing: { draft, set } }: { editing: Editing }) {
  const whole = { min: 1, allowDecimal: false, clampBehavior: 'strict' } as const;
  return (
    <>
      <Row grow align="end">
        <NumberInput
          {...whole}
          label={said.featured}
          max={12}
          value={draft.featured}
          onChange={(value) => typeof value === 'number' && set({ featured: value })}
        />
        <NumberInput
          {...whole}
          label={said.hours}
          max={168}
          value={draft.hours}
          onChange={(value) => typeof value === 'number' && set({ hours: value })}
        />
      </Row>
      <TagsInput
        mt="sm"
        label={said.groups}
        description={said.groupsHint}
        maxTags={20}
        value={draft.groups}
        onChange={(groups) => set({ groups })}
      />
    </>
  );
}

function Foot({ slug, editing: { dirty, draft, changes, discard, saved } }: { slug: string; editing: Editing }) {
  const { act, busy } = useAct();
  const complete = [draft.name, draft.tagline, draft.about].every((text) => text.trim());
  const sound = complete && isColour(draft.colour);
  const save = () => act(() => partnerConsole.change(slug, changes).then(saved), strings.common.saved);
  return (
    <div className={rules.foot} data-shown={dirty || undefined}>
      <span role="status" className={rules.state}>
        {dirty ? said.changed : said.unchanged}
      </span>
      <Row gap="xs">
        <Button size="xs" variant="default" disabled={!dirty} onClick={discard}>
          {strings.partnerSetup.process.discard}
        </Button>
        <Button size="xs" disabled={!dirty || !sound} loading={busy} onClick={save}>
          {strings.common.save}
        </Button>
      </Row>
    </div>
  );
}
