import type { Group } from '../../shared/groups.ts';
import { type Crumb, HOME } from '../ui/crumbs.tsx';
import { TextLink } from '../ui/link.tsx';

/** The way down to a group; with `inside`, to a page within it. */
export function groupCrumbs(
  { slug, name, category }: Pick<Group, 'slug' | 'name' | 'category'>,
  inside?: boolean,
): Crumb[] {
  const crumbs: Crumb[] = [
    HOME,
    {
      key: 'category',
      node: (
        <TextLink to="/" search={{ category }}>
          {category}
        </TextLink>
      ),
    },
  ];
  if (!inside) return crumbs;
  const group = (
    <TextLink to="/g/$slug" params={{ slug }} dir="auto">
      {name}
    </TextLink>
  );
  return [...crumbs, { key: 'group', node: group }];
}
