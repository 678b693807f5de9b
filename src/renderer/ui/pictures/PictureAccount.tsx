import { Picture } from './Picture.tsx';

/** A phone that is linked to its account. */
export function PictureAccount() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="88" rx="52" ry="6" />
      <rect className="p-paper" x="30" y="10" width="38" height="72" rx="8" />
      <path className="p-line" d="M44 17h10" />
      <rect className="p-soft" x="37" y="26" width="24" height="12" rx="4" />
      <rect className="p-accent-mid" x="41" y="43" width="20" height="10" rx="4" />
      <rect className="p-soft" x="37" y="58" width="18" height="10" rx="4" />
      <path className="p-accent-line p-dash" d="M74 46h16" />
      <path
        className="p-paper"
        d="M104 62h-2a12 12 0 0 1-1-24 15 15 0 0 1 28 3 10.500 10.500 0 0 1-1 21h-24Z"
        transform="translate(-6 -2)"
      />
      <path className="p-accent-line" d="m103 47 5 5 9-10" />
    </Picture>
  );
}
