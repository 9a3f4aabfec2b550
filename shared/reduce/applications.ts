import type { LoggedEvent } from '../events.ts';
import { byAge } from '../order.ts';
import type { Application, ApplicationPage, Applications, ApplicationsQuery } from '../partners/applications.ts';
import { type Reducer, reducer, withItem } from './reducer.ts';

/** A partner's applications in one state. What comes in beyond the last that is shown is for the next page. */
export const reduceApplicationsIn = (state: ApplicationsQuery['state']): Reducer<Applications> =>
  reducer<Applications>((list, event) => {
    if (event.type !== 'application.changed')
      return { ...list, items: list.items.map((item) => reduceApplication(item, event)) };
    const others = list.items.filter(({ id }) => id !== event.data.id);
    const fits = event.data.state === state;
    return { ...list, items: fits ? withItem({ ...list, items: others }, event.data, byAge) : others };
  });

export const reduceApplicationPage = reducer<ApplicationPage>((page, event) => ({
  ...reduceApplication(page, event),
  head: page.head,
}));

/** An application, wherever managers see it. */
export function reduceApplication(application: Application, event: LoggedEvent): Application {
  switch (event.type) {
    case 'application.changed':
      return event.data.id === application.id ? event.data : application;
    case 'qualification.changed': {
      const { accountId, qualification } = event.data;
      return accountId === application.from.id ? { ...application, qualification } : application;
    }
    default:
      return application;
  }
}
