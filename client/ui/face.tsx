import classes from './face.module.css';

const HUES = ['verdigris', 'brass', 'brick', 'indigo', 'grape', 'teal', 'orange', 'cyan'];

/** A member's initials on a colour of their own. Decoration: the name stands beside it. */
export function Face({ id, name, size = 40 }: { id: string; name: string; size?: number }) {
  const hue = HUES[Number.parseInt(id.slice(-4), 16) % HUES.length];
  return (
    <span
      aria-hidden="true"
      className={classes.face}
      style={{
        inlineSize: size,
        blockSize: size,
        fontSize: size * 0.38,
        ['--face' as string]: `var(--mantine-color-${hue}-filled)`,
      }}
    >
      {initials(name)}
    </span>
  );
}

/** The first letters of a name's first and last word. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map((word) => [...(word ?? '')][0]?.toUpperCase() ?? '').join('');
}
