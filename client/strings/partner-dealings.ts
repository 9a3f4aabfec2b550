import type { English, FactName, Facts } from '../../shared/partners/facts.ts';
import type { BaseRule } from '../../shared/partners/qualification.ts';

const count = (n: number) => n.toLocaleString('en');
const plural = (n: number, one: string, many: string) => (n === 1 ? `1 ${one}` : `${n} ${many}`);

const FACTS: Record<FactName, string> = {
  status: 'Account',
  jss: 'Job Success Score',
  completeness: 'Profile complete',
  visibility: 'Profile',
  english: 'English',
  fromElance: 'Came from Elance',
  joined: 'Joined',
};

const ENGLISH: Record<English, string> = {
  basic: 'Basic',
  conversational: 'Conversational',
  fluent: 'Fluent',
  native: 'Native',
};

/** What one can do about a line that is not met. */
const REMEDIES: Record<BaseRule | 'own', string> = {
  status: 'Settle it with the marketplace’s support, or with the staff here if you are suspended here.',
  jss: 'It rises with work that goes well. We hear of it from the marketplace by ourselves.',
  complete: 'Add what is missing to your profile on the marketplace.',
  public: 'Make your profile public in the marketplace’s settings.',
  english: 'Set your level of English on the marketplace to what it is.',
  own: 'Send the partner what is asked for, as you did with your application.',
};

/** What is between a member and partners, as the member sees it. */
export const partnerDealingsStrings = {
  title: 'Expert program',
  lead: 'What is between you and partners, and what the marketplace tells of you.',
  with: (partner: string) => `You and ${partner}`,
  all: 'Partners',
  empty: 'There is nothing between you and a partner yet.',
  emptyHint: 'Look at their pages, and say where you would like to be an expert.',
  toPartners: 'See the partners',
  toPartner: (partner: string) => `Go to ${partner}`,
  manages: 'You manage this partner.',
  signIn: 'Sign in to become an expert',
  archived: 'This partner takes no new experts at present.',

  interest: {
    say: 'I’m interested',
    hint: 'One applies by invitation. Say that you are interested: the partner sees it, with how you qualify.',
    title: (partner: string) => `Interested in ${partner}?`,
    message: 'Your message',
    messageHint: 'What you have done with what they make. Only the partner and staff read it.',
    send: 'Send',
    sent: (partner: string) => `${partner} knows that you are interested`,
    state: 'Interested',
    since: 'You have said that you are interested.',
    withdraw: 'I’m no longer interested',
    withdrawn: 'Taken back',
  },

  invitation: {
    state: 'Invited',
    by: { partner: (partner: string) => `${partner} invites you to apply.`, staff: 'Staff invite you to apply.' },
    apply: 'Apply',
    decline: 'Decline',
    declineTitle: (partner: string) => `Decline the invitation of ${partner}?`,
    declineBody: 'You can apply later only if you are invited again.',
    declined: 'Invitation declined',
  },

  application: {
    state: 'On file',
    hint: (partner: string) =>
      `Your application lies on file with ${partner}. You hear of it here and by mail if you are selected.`,
    sentOn: (date: string) => `Sent ${date}`,
    changedOn: (date: string) => `changed ${date}`,
    show: 'What you sent',
    change: 'Change it',
    withdraw: 'Withdraw',
    withdrawTitle: (partner: string) => `Withdraw your application to ${partner}?`,
    withdrawBody: 'What you sent is thrown away. Your invitation stays good: you can apply again.',
    withdrawn: 'Application withdrawn',
  },

  badge: {
    state: { active: 'Expert', lapsed: 'Badge rests', removed: 'Badge ended' },
    active: (partner: string) => `You are an expert of ${partner}. Your badge is valid.`,
    lapsed:
      'Your badge rests: it is not shown, and you are not in the directory. It comes back by itself when this is met:',
    show: 'Your badge',
    leave: 'Leave the experts',
    leaveTitle: (partner: string) => `Leave the experts of ${partner}?`,
    leaveBody:
      'Your badge ends for good, you leave the directory at once, and what you sent is thrown away. To be an expert again you need another invitation.',
    left: 'You have left the experts',
  },

  qualification: {
    title: 'How you qualify',
    all: 'What all partners ask for',
    good: 'You meet what can be told from here.',
    bad: 'Not all of it is met yet.',
    newcomer: 'You newly joined by a partner’s invitation: less is asked of you until you have a Job Success Score.',
    looked: (title: string) => `${title}: the partner looks at it`,
    remedy: (rule: BaseRule | 'own') => REMEDIES[rule],
  },

  facts: {
    title: 'What the marketplace tells',
    hint: 'The marketplace writes these. You change them there, and they change here by themselves.',
    since: (moment: string) => `As of ${moment}.`,
    none: 'The marketplace has told nothing of you yet. It tells as soon as it knows your profile here.',
    name: (name: FactName) => FACTS[name],
    status: { active: 'Active', suspended: 'Suspended' },
    jss: (score: number | null) => (score === null ? 'None yet' : `${score}\u00a0%`),
    completeness: (share: number) => `${share}\u00a0%`,
    visibility: { public: 'Public', private: 'Private' },
    english: (level: English) => ENGLISH[level],
    fromElance: (is: boolean) => (is ? 'Yes' : 'No'),
    joined: (date: string, by: Facts['joined']['invitedBy']) => (by ? `${date}, invited by ${by}` : date),
  },

  evidence: {
    download: (name: string) => `Download ${name}`,
    size: (bytes: number) => (bytes < 1_024 ? `${bytes} B` : `${count(Math.ceil(bytes / 1_024))} KB`),
  },

  apply: {
    title: (partner: string) => `Apply to ${partner}`,
    change: (partner: string) => `Change your application to ${partner}`,
    lead: 'What you send is read by those who manage the partner, and by staff.',
    notInvited: 'You need an invitation to apply',
    notInvitedHint: 'Say on the partner’s page that you are interested.',
    selected: 'You have been selected already',
    headline: 'Your headline',
    headlineHint: 'One line about you, which stands in the directory once you are selected.',
    answer: 'Your answer',
    optional: 'Optional',
    month: (months: number) => `What you show is good for ${plural(months, 'month', 'months')}.`,
    reviews: 'And then',
    reviewsHint: 'The partner holds this with you. There is nothing to fill in.',
    links: (most: number) => (most === 1 ? 'A link' : `Up to ${most} links`),
    linkTitle: 'Title',
    linkUrl: 'Address',
    linkNumber: (n: number) => `Link ${n}`,
    addLink: 'Add a link',
    removeLink: (n: number) => `Remove link ${n}`,
    files: (most: number) => (most === 1 ? 'A file' : `Up to ${most} files`),
    fileHint: 'PNG, JPEG, WebP, PDF or plain text, up to 2\u00a0MB each.',
    addFile: 'Add a file',
    addFileTo: (step: string) => `Add a file to ${step}`,
    removeFile: (name: string) => `Remove ${name}`,
    uploading: (name: string) => `Sending ${name}`,
    tooLarge: (name: string) => `${name} is larger than 2 MB.`,
    processChanged: 'The partner has changed what it asks for',
    processChangedHint:
      'This is what it asks for now. What you wrote is kept where it fits; look through it before you send it.',
    understood: 'I see',
    needed: 'This is needed.',
    incomplete: 'Something is missing or not right: look at what is marked.',
    send: 'Send application',
    save: 'Send changes',
    sent: (partner: string) => `${partner} has your application`,
    saved: 'Your application is changed',
    kept: 'What you write is kept on this device until you send it.',
  },
};
