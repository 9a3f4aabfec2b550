import { describe, expect, test } from '@jest/globals';
import { Types } from 'mongoose';
import { mayChangeRole, mayRemove, maySanction } from '../../client/groups/leads.ts';
import type { Viewer } from '../../server/accounts/policy.ts';
import type { MembershipRecord } from '../../server/groups/membership.ts';
import { canChangeRole, canSanction } from '../../server/groups/policy.ts';
import type { Account, Role } from '../../shared/accounts.ts';
import type { Group, GroupMember } from '../../shared/groups.ts';
import type { MembershipRole } from '../../shared/memberships.ts';

// The options that stand beside a member are those the server grants: no more, and no fewer.

type Who = { role: Role; tie: MembershipRole | null };

const ROLES: Role[] = ['member', 'moderator', 'staff'];
const LEADING: Who[] = ROLES.flatMap((role): Who[] => [
  { role, tie: 'leader' },
  ...(role === 'staff'
    ? ([
        { role, tie: 'member' },
        { role, tie: null },
      ] as Who[])
    : []),
]);
const MEMBERS = ROLES.flatMap((role) => (['member', 'leader'] as const).map((tie) => ({ role, tie })));
const PAIRS = LEADING.flatMap((viewer) => MEMBERS.map((subject) => [viewer, subject] as const));

describe.each(PAIRS)('%j beside %j', (viewer, subject) => {
  const [viewerId, subjectId] = [new Types.ObjectId(), new Types.ObjectId()];
  const me = { id: viewerId.toString(), role: viewer.role } as Account;
  const group = { membership: viewer.tie && { role: viewer.tie } } as Group;
  const item = { member: { id: subjectId.toString(), role: subject.role }, role: subject.tie } as GroupMember;
  const asked: [Viewer, MembershipRecord | null, Viewer, MembershipRecord] = [
    { _id: viewerId, role: viewer.role } as Viewer,
    viewer.tie && tieOf(viewerId, viewer.tie),
    { _id: subjectId, role: subject.role } as Viewer,
    tieOf(subjectId, subject.tie),
  ];
  const [leader, tie, , subjectTie] = asked;

  test('removing', () => {
    expect(mayRemove(me, item)).toBe(canSanction(...asked));
  });

  test('muting and banning', () => {
    expect(maySanction(group, me, item)).toBe(canSanction(...asked));
  });

  test('giving or taking the lead', () => {
    const other = subject.tie === 'leader' ? 'member' : 'leader';
    expect(mayChangeRole(me, item)).toBe(canChangeRole(leader, tie, subjectTie, other));
  });
});

function tieOf(account: Types.ObjectId, role: MembershipRole): MembershipRecord {
  return { account, role, state: 'active', bannedUntil: null } as MembershipRecord;
}
