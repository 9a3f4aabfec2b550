import type { Qualification } from '../../shared/partners/qualification.ts';

type Fields = Record<string, unknown>;

/**
 * What is in the place of what an erased member told partners, and of what was known of them, in an object of the log of a partner.
 * @param isAbout whether a field is a person, and that member. @param named whether the object itself has their name.
 */
export function unknownToPartners(fields: Fields, isAbout: (field: string) => boolean, named: boolean): Fields {
  const theirs = isAbout('from') || isAbout('person');
  return {
    ...('qualification' in fields && (theirs || isAbout('to') || named) && { qualification: UNKNOWN }),
    ...('headline' in fields && (theirs || named) && { headline: '' }),
    ...('answers' in fields && theirs && { answers: [] }),
    ...('message' in fields && theirs && { message: '' }),
  };
}

const UNKNOWN: Qualification = { qualified: false, newcomer: false, lines: [] };
