import { useState } from 'react';

export type Dialog<About> = {
  opened: boolean;
  /** What it is about; stays while the dialog fades away. */
  about: About | null;
  open: (about: About) => void;
  close: () => void;
};

/** A dialog about one of several things. */
export function useDialog<About>(): Dialog<About> {
  const [state, setState] = useState<{ opened: boolean; about: About | null }>({ opened: false, about: null });
  return {
    ...state,
    open: (about) => setState({ opened: true, about }),
    close: () => setState(({ about }) => ({ opened: false, about })),
  };
}
