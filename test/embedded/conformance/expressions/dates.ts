import { Long } from 'bson';
import { type Case, refused } from '../cases.ts';

const long = (value: number) => Long.fromNumber(value);
const date = (text: string) => new Date(text);
const berlin = 'Europe/Berlin';

export const dateCases: Record<string, Case[]> = {
  $year: [
    [{ $year: '$at' }, 2024],
    [{ $year: { date: date('2023-12-31T23:30:00Z'), timezone: berlin } }, 2024],
    [{ $year: '$none' }, null],
    [{ $year: '$n' }, refused(16006)],
    [{ $year: { date: '$at', timezone: 'Nowhere/Land' } }, refused(40485)],
  ],
  $month: [[{ $month: '$at' }, 2]],
  $dayOfMonth: [[{ $dayOfMonth: { date: '$at', timezone: '+12:00' } }, 1]],
  $dayOfWeek: [[{ $dayOfWeek: '$at' }, 5]],
  $dayOfYear: [
    [{ $dayOfYear: '$at' }, 60],
    [{ $dayOfYear: date('1969-12-31T23:00:00Z') }, 365],
  ],
  $week: [
    [{ $week: '$at' }, 8],
    [{ $week: date('2023-01-01') }, 1],
    [{ $week: date('2024-01-01') }, 0],
  ],
  $isoWeek: [
    [{ $isoWeek: '$at' }, 9],
    [{ $isoWeek: date('2021-01-03') }, 53],
  ],
  $isoWeekYear: [[{ $isoWeekYear: date('2021-01-03') }, long(2020)]],
  $isoDayOfWeek: [[{ $isoDayOfWeek: date('2024-03-03') }, 7]],
  $hour: [
    [{ $hour: '$at' }, 13],
    [{ $hour: { date: '$at', timezone: '-0530' } }, 7],
  ],
  $minute: [[{ $minute: '$at' }, 14]],
  $second: [[{ $second: '$at' }, 15]],
  $millisecond: [
    [{ $millisecond: '$at' }, 678],
    [{ $millisecond: new Date(-1) }, 999],
  ],
  $dateToString: [
    [{ $dateToString: { date: '$at' } }, '2024-02-29T13:14:15.678Z'],
    [{ $dateToString: { date: '$at', timezone: 'America/New_York' } }, '2024-02-29T08:14:15.678'],
    [
      { $dateToString: { date: '$at', format: '%d.%m.%Y %H:%M %z %Z %j %u %w %U %V %G %%', timezone: '+04:30' } },
      '29.02.2024 17:44 +0430 270 060 4 5 08 09 2024 %',
    ],
    [{ $dateToString: { date: '$none', onNull: 'never' } }, 'never'],
    [{ $dateToString: { date: '$none' } }, null],
    [{ $dateToString: { date: '$at', format: '%q' } }, refused(18536)],
  ],
  $dateFromString: [
    [{ $dateFromString: { dateString: '2024-07-01T12:00:00', timezone: berlin } }, date('2024-07-01T10:00:00Z')],
    [{ $dateFromString: { dateString: '2024-02-30', onError: 'bad' } }, 'bad'],
    [{ $dateFromString: { dateString: null, onNull: 'none' } }, 'none'],
    [{ $dateFromString: { dateString: 5 } }, refused(241)],
  ],
  $dateFromParts: [
    [{ $dateFromParts: { year: 2024, month: 2, day: 29, hour: 12 } }, date('2024-02-29T12:00:00Z')],
    [{ $dateFromParts: { year: 2024, month: 14, day: 0 } }, date('2025-01-31')],
    [{ $dateFromParts: { isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 7 } }, date('2021-01-03')],
    [{ $dateFromParts: { year: 2024, timezone: 'America/New_York' } }, date('2024-01-01T05:00:00Z')],
    [{ $dateFromParts: { year: '$none' } }, null],
    [{ $dateFromParts: { year: 0 } }, refused(40523)],
    [{ $dateFromParts: { month: 1 } }, refused(40516)],
    [{ $dateFromParts: { year: 2024, month: 'x' } }, refused(40515)],
  ],
  $dateToParts: [
    [
      { $dateToParts: { date: '$at' } },
      { year: 2024, month: 2, day: 29, hour: 13, minute: 14, second: 15, millisecond: 678 },
    ],
    [
      { $dateToParts: { date: '$at', iso8601: true } },
      { isoWeekYear: 2024, isoWeek: 9, isoDayOfWeek: 4, hour: 13, minute: 14, second: 15, millisecond: 678 },
    ],
    [{ $dateToParts: { date: '$none' } }, null],
  ],
  $dateAdd: [
    [{ $dateAdd: { startDate: date('2024-01-31'), unit: 'month', amount: 1 } }, date('2024-02-29')],
    [{ $dateAdd: { startDate: date('2024-02-29'), unit: 'year', amount: 1 } }, date('2025-02-28')],
    [
      { $dateAdd: { startDate: date('2024-03-30T01:30:00Z'), unit: 'day', amount: 1, timezone: berlin } },
      date('2024-03-31T01:30:00Z'),
    ],
    [
      { $dateAdd: { startDate: date('2024-03-30T12:00:00Z'), unit: 'day', amount: 1, timezone: berlin } },
      date('2024-03-31T11:00:00Z'),
    ],
    [{ $dateAdd: { startDate: '$at', unit: 'hour', amount: -24 } }, date('2024-02-28T13:14:15.678Z')],
    [{ $dateAdd: { startDate: '$at', unit: 'quarter', amount: null } }, null],
    [{ $dateAdd: { startDate: '$at', unit: 'fortnight', amount: 1 } }, refused(9)],
    [{ $dateAdd: { startDate: '$at', unit: 'day', amount: 1.5 } }, refused(5166405)],
  ],
  $dateSubtract: [[{ $dateSubtract: { startDate: date('2024-03-31'), unit: 'month', amount: 1 } }, date('2024-02-29')]],
  $dateDiff: [
    [{ $dateDiff: { startDate: date('2023-12-31T23:59:59Z'), endDate: date('2024-01-01'), unit: 'year' } }, long(1)],
    [{ $dateDiff: { startDate: date('2024-01-31'), endDate: date('2024-03-01'), unit: 'month' } }, long(2)],
    [{ $dateDiff: { startDate: date('2024-03-02'), endDate: date('2024-03-04'), unit: 'week' } }, long(1)],
    [
      { $dateDiff: { startDate: date('2024-03-02'), endDate: date('2024-03-03'), unit: 'week', startOfWeek: 'Mon' } },
      long(0),
    ],
    [
      {
        $dateDiff: {
          startDate: date('2024-03-30T12:00:00Z'),
          endDate: date('2024-03-31T12:00:00Z'),
          unit: 'hour',
          timezone: berlin,
        },
      },
      long(24),
    ],
    [{ $dateDiff: { startDate: '$none', endDate: '$at', unit: 'day' } }, null],
    [{ $dateDiff: { startDate: date('2024-01-02'), endDate: date('2024-01-01T23:00:00Z'), unit: 'day' } }, long(-1)],
  ],
  $dateTrunc: [
    [{ $dateTrunc: { date: '$at', unit: 'day' } }, date('2024-02-29')],
    [{ $dateTrunc: { date: '$at', unit: 'week' } }, date('2024-02-25')],
    [{ $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } }, date('2024-02-26')],
    [{ $dateTrunc: { date: '$at', unit: 'quarter' } }, date('2024-01-01')],
    [{ $dateTrunc: { date: '$at', unit: 'day', timezone: berlin } }, date('2024-02-28T23:00:00Z')],
    [{ $dateTrunc: { date: new Date(-1), unit: 'hour' } }, date('1969-12-31T23:00:00Z')],
    [{ $dateTrunc: { date: '$none', unit: 'day' } }, null],
  ],
};
