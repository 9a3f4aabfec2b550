/** A moment so many days later, or earlier. */
export const daysFrom = (moment: Date, days: number): Date => new Date(moment.getTime() + days * 86_400_000);
