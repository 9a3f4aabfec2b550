import { IconBriefcase, IconFingerprint, IconPalette, IconPlant2 } from '@tabler/icons-react';
import type { Category } from '../../shared/memberships.ts';

export const CATEGORIES: Category[] = ['Identity', 'Industry', 'Interest', 'Impact'];

const ICONS = { Identity: IconFingerprint, Industry: IconBriefcase, Interest: IconPalette, Impact: IconPlant2 };

export function CategoryIcon({ category, size = 18 }: { category: Category; size?: number }) {
  const Icon = ICONS[category];
  return <Icon size={size} stroke={1.7} aria-hidden="true" />;
}
