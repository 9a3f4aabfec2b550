import type { ActKind, NewAct } from '../../shared/acts.ts';
import type { Stream } from '../../shared/streams.ts';
import type { AccountRecord } from '../accounts/account.ts';
import type { ActRecord } from '../acts/act.ts';
import type { GroupRecord } from '../groups/group.ts';
import type { MembershipRecord } from '../groups/membership.ts';

/** Who acts, and where: as it is inside the transaction. */
export type Ground = { viewer: AccountRecord; group: GroupRecord; tie: MembershipRecord | null };

/** One thing leaders can do: what one asks for with `Input`. */
export type Deed<Input> = {
  /** Who may ask for it: those who lead the group, or all who moderate in it. What more it takes `perform` checks. */
  by: 'leaders' | 'moderators';
  /** Streams it writes to beside the group's, its leaders' and those of the members concerned; one that is missing costs time. */
  streams?: (input: Input) => Promise<Stream[]>;
  /**
   * Does it, in the transaction at hand, and answers what is to be kept of it: an act for each member concerned.
   * The acts are begun first (`begun`), as what is changed names them.
   * @throws AppError not_found, forbidden, already_acted, and others of its own
   */
  perform: (at: Ground, input: Input) => Promise<ActRecord[]>;
};

/** Takes an act back, in the transaction at hand: everything is as it was before, as far as nothing else has come of it. */
export type Undoing = (at: Ground, act: ActRecord) => Promise<void>;

export type NewActOf<Kind extends NewAct['kind']> = Extract<NewAct, { kind: Kind }>;

export type Deeds = { [Kind in NewAct['kind']]: Deed<NewActOf<Kind>> };

export type Undoings = Partial<Record<ActKind, Undoing>>;
