import { Picture } from './Picture.tsx';

/** Messages that come back from people who are made up. */
export function PicturePractice() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="88" rx="52" ry="6" />
      <path
        className="p-paper"
        d="M28 22a8 8 0 0 1 8-8h44a8 8 0 0 1 8 8v24a8 8 0 0 1-8 8H48l-12 10V54a8 8 0 0 1-8-8V22Z"
      />
      <rect className="p-bar" x="38" y="24" width="38" height="5" rx="2.500" />
      <rect className="p-bar" x="38" y="36" width="26" height="5" rx="2.500" />
      <path
        className="p-accent"
        d="M66 44a8 8 0 0 1 8-8h38a8 8 0 0 1 8 8v18a8 8 0 0 1-8 8v10l-12-10H74a8 8 0 0 1-8-8V44Z"
      />
      <path className="p-white-line" d="m84 54 5 5 10-11M97 59l10-11" />
    </Picture>
  );
}
