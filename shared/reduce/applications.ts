import { byAge } from '../order.ts';
import type { Application, ApplicationPage, Applications, ApplicationsQuery } from '../partners/applications.ts';
import { type Reducer, reducer, withItem, without } from './reducer.ts';
import { requalified } from './requalified.ts';

/** A partner's applications in one state. What comes in beyond the last that is shown is for the next page. */
export const reduceApplicationsIn = (state: ApplicationsQuery['state']): Reducer<Applications> =>
  reducer<Applications>((list, event) => {
    if (event.type !== 'application.changed') return { ...list, items: requalified(list.items, event, applicantOf) };
    const others = without(list.items, event.data.id);
    const fits = event.data.state === state;
    return { ...list, items: fits ? withItem({ ...list, items: others }, event.data, byAge) : others };
  });

export const reduceApplicationPage = reducer<ApplicationPage>((page, event) => {
  if (event.type !== 'application.changed') return requalified([page], event, applicantOf)[0]!;
  return event.data.id === page.id ? { ...event.data, head: page.head } : page;
});

const applicantOf = ({ from }: Application): string => from.id;
