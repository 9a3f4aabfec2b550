import { ActionIcon, Button, Input, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { Step } from '../../shared/partners/process.ts';
import { strings } from '../strings.ts';
import classes from './apply-form.module.css';
import type { ApplyForm } from './use-apply.ts';

const said = strings.partnerDealings.apply;

/** Where what one tells of can be seen. */
export function ApplyLinks({ step, form }: { step: Step; form: ApplyForm }) {
  const path = `answers.${step.id}.links`;
  const links = form.values.answers[step.id]?.links ?? [];
  return (
    <Input.Wrapper label={said.links(step.links)} error={form.errors[path]} labelElement="div">
      <div className={classes.rows}>
        {links.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the form knows them by their places.
          <fieldset key={index} className={classes.link} aria-label={said.linkNumber(index + 1)}>
            <TextInput
              label={said.linkTitle}
              maxLength={120}
              className={classes.linkTitle}
              {...form.getInputProps(`${path}.${index}.title`)}
            />
            <TextInput
              label={said.linkUrl}
              type="url"
              inputMode="url"
              placeholder="https://"
              maxLength={500}
              className={classes.linkUrl}
              {...form.getInputProps(`${path}.${index}.url`)}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              mt={25}
              aria-label={said.removeLink(index + 1)}
              onClick={() => form.removeListItem(path, index)}
            >
              <IconX size={17} />
            </ActionIcon>
          </fieldset>
        ))}
        {links.length < step.links && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPlus size={15} />}
            onClick={() => form.insertListItem(path, { title: '', url: '' })}
          >
            {said.addLink}
          </Button>
        )}
      </div>
    </Input.Wrapper>
  );
}
