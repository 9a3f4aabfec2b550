import type { Facts } from '../../shared/partners/facts.ts';

/** Facts with which one meets everything that all partners ask for. */
export const GOOD_FACTS: Facts = {
  status: 'active',
  jss: 95,
  completeness: 100,
  visibility: 'public',
  english: 'fluent',
  fromElance: false,
  joined: { at: '2020-01-01T00:00:00.000Z', invitedBy: null },
};
