import { z } from 'zod';
import { Head } from '../values.ts';
import { OwnApplication } from './applications.ts';
import { OwnExpert } from './experts.ts';
import { OwnFacts } from './facts.ts';
import { OwnExpertInvitation, OwnInterest } from './inviting.ts';
import { PartnerRef } from './partners.ts';

/** All that is between a member and a partner, as the member may know it. What the partner thinks of it is not in there. */
export const Dealing = z.strictObject({
  partner: PartnerRef,
  manages: z.boolean(),
  interest: OwnInterest.nullable(),
  invitation: OwnExpertInvitation.nullable(),
  application: OwnApplication.nullable(),
  expert: OwnExpert.nullable(),
});
export type Dealing = z.infer<typeof Dealing>;

/** Whether there is nothing between them any more: one's dealings leave it out. */
export const isOver = ({ manages, interest, invitation, application, expert }: Dealing): boolean =>
  !manages && !interest && !invitation && !application && !expert;

/** What has just happened. `still lapsed`: the badge goes on resting, for other reasons. Nothing ever is that an application was declined. */
export const DealingNews = z.enum([
  'interested',
  'uninterested',
  'invited',
  'uninvited',
  'applied',
  'changed',
  'withdrawn',
  'selected',
  'lapsed',
  'still lapsed',
  'restored',
  'removed',
  'left',
  'manager',
  'no manager',
]);
export type DealingNews = z.infer<typeof DealingNews>;

/** One's own dealings with all partners, by the partners’ addresses, and the facts they are judged by. Live by one's own stream. */
export const Dealings = z.strictObject({ items: z.array(Dealing), facts: OwnFacts, head: Head });
export type Dealings = z.infer<typeof Dealings>;
