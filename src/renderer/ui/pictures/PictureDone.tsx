import { Picture } from './Picture.tsx';

/** Contacts, ticked off. */
export function PictureDone() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="88" rx="52" ry="6" />
      <rect className="p-paper" x="28" y="10" width="76" height="70" rx="6" />
      <circle className="p-accent-mid" cx="44" cy="28" r="7" />
      <rect className="p-bar" x="58" y="25" width="34" height="6" rx="3" />
      <circle className="p-accent-mid" cx="44" cy="46" r="7" />
      <rect className="p-bar" x="58" y="43" width="26" height="6" rx="3" />
      <circle className="p-accent-mid" cx="44" cy="64" r="7" />
      <rect className="p-bar" x="58" y="61" width="30" height="6" rx="3" />
      <circle className="p-good" cx="104" cy="64" r="18" />
      <path className="p-white-line" d="m96 64 6 6 11-12" strokeWidth="3" />
    </Picture>
  );
}
