import { z } from 'zod';
import { Access, GroupRef, MembershipRole } from './memberships.ts';
import { ProfileBadge } from './partners/experts.ts';
import { RankKey, RankSource } from './rank-key.ts';
import { Head, Id, line, Time } from './values.ts';

export const Role = z.enum(['member', 'moderator', 'staff']);
export type Role = z.infer<typeof Role>;

export const Username = z
  .string()
  .trim()
  .regex(
    /^[a-zA-Z0-9](?:[a-zA-Z0-9]|[._-](?=[a-zA-Z0-9])){1,29}$/,
    'must be 2 to 30 letters, digits, or single . _ - between them',
  );

export const Password = z.string().min(10, 'must be at least 10 characters').max(200);

export const Registration = z.strictObject({
  username: Username,
  email: z.email().max(254),
  password: Password,
  displayName: line(60).optional(),
});
export type Registration = z.infer<typeof Registration>;

/** `login` is a username or an e-mail address. */
export const Credentials = z.strictObject({
  login: z.string().trim().min(1).max(254),
  password: z.string().min(1).max(200),
});
export type Credentials = z.infer<typeof Credentials>;

export const AccountChanges = z.strictObject({ displayName: line(60) });
export type AccountChanges = z.infer<typeof AccountChanges>;

export const RoleChange = z.strictObject({ role: Role });

/** A person as everyone may see them: on posts, in lists, on their profile. */
export const Member = z.strictObject({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  role: Role,
  rank: RankKey,
  memberSince: Time,
});
export type Member = z.infer<typeof Member>;

/** Who did it: the short form, on every event. Partners' public streams tell no rank. */
export const Actor = z.strictObject({
  id: Id,
  username: z.string(),
  displayName: z.string(),
  rank: RankKey.optional(),
});
export type Actor = z.infer<typeof Actor>;

/** Names are told apart, and put in order, without regard to case. */
export const accountKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** One's own account. */
export const Account = z.strictObject({ ...Member.shape, email: z.string() });
export type Account = z.infer<typeof Account>;

export const SignedIn = z.strictObject({ account: Account, accessToken: z.string() });
export type SignedIn = z.infer<typeof SignedIn>;

/** A group as its member's own list shows it. `ledSince` is null for those who do not lead it. */
export const OwnMembership = z.strictObject({
  group: GroupRef,
  access: Access,
  role: MembershipRole,
  joinedAt: Time,
  ledSince: Time.nullable(),
});
export type OwnMembership = z.infer<typeof OwnMembership>;

/** `GET /me`: the account with all its memberships, live by the account's own stream. */
export const Me = z.strictObject({ account: Account, memberships: z.array(OwnMembership), head: Head });
export type Me = z.infer<typeof Me>;

/** `GET /accounts/:username`. `rankSource`: whether the rank was earned or given. `badges`: those that are good, the oldest first. */
export const Profile = z.strictObject({ member: Member, rankSource: RankSource, badges: z.array(ProfileBadge) });
export type Profile = z.infer<typeof Profile>;

/** A place someone is signed in at. */
export const Session = z.strictObject({
  id: Id,
  createdAt: Time,
  lastUsedAt: Time,
  expiresAt: Time,
  userAgent: z.string(),
  current: z.boolean(),
});
export type Session = z.infer<typeof Session>;
