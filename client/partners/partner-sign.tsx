import { inkOn } from '../../shared/partners/colours.ts';
import type { PartnerRef } from '../../shared/partners/partners.ts';
import { initials } from '../ui/face.tsx';
import classes from './partner-sign.module.css';

/** A partner's logo, or its initials upon its colour. Decoration: the name stands beside it. */
export function PartnerSign({ partner, size = 48 }: { partner: PartnerRef; size?: number }) {
  const { logo, colour, name } = partner;
  const box = { inlineSize: size, blockSize: size };
  if (logo) return <img className={classes.logo} src={`/api/v1${logo}`} alt="" style={box} />;
  const ink = inkOn(colour);
  return (
    <span
      aria-hidden="true"
      className={classes.sign}
      style={{ ...box, fontSize: size * 0.38, background: colour, color: ink }}
    >
      {initials(name)}
    </span>
  );
}
