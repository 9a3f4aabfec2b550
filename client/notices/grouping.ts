import type { Notice } from '../../shared/notices.ts';

/** Notices of one day about one topic, the latest first; `first`: the day begins with them. */
export type NoticeGroup = { key: string; day: string; first: boolean; notices: [Notice, ...Notice[]] };

/** Puts together what is about the same topic on the same day, in the order of the latest of each. Pure. */
export function groupNotices(notices: Notice[], dayOf: (time: string) => string): NoticeGroup[] {
  const groups = new Map<string, NoticeGroup>();
  let last = '';
  for (const notice of notices) {
    const day = dayOf(notice.at);
    const key = `${day} ${notice.topicId ?? notice.id}`;
    const group = groups.get(key);
    if (group) group.notices.push(notice);
    else groups.set(key, { key, day, first: day !== last, notices: [notice] });
    last = day;
  }
  return [...groups.values()];
}
