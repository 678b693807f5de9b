import { Picture } from './Picture.tsx';

/** A sheet on its way into the pouch. */
export function PictureSheet() {
  return (
    <Picture width={144} height={112}>
      <path className="p-soft" d="M24 60h96l-5 40a8 8 0 0 1-8 7H37a8 8 0 0 1-8-7L24 60Z" />
      <g transform="rotate(-6 72 44)">
        <rect className="p-paper" x="40" y="6" width="64" height="72" rx="6" />
        <path className="p-accent-mid" d="M40 12a6 6 0 0 1 6-6h52a6 6 0 0 1 6 6v8H40v-8Z" />
        <path className="p-line" d="M61 20v58M40 34h64M40 48h64" />
        <rect className="p-bar" x="46" y="25" width="10" height="4" rx="2" />
        <rect className="p-bar" x="67" y="25" width="30" height="4" rx="2" />
        <rect className="p-bar" x="46" y="39" width="10" height="4" rx="2" />
        <rect className="p-bar" x="67" y="39" width="22" height="4" rx="2" />
        <rect className="p-bar" x="67" y="53" width="27" height="4" rx="2" />
      </g>
      <path
        className="p-accent"
        d="M20 66a6 6 0 0 1 6-6h92a6 6 0 0 1 6 6l-4.400 35a8 8 0 0 1-8 7H32.400a8 8 0 0 1-8-7L20 66Z"
      />
      <path className="p-white-line" d="m24 64 43 22a11 11 0 0 0 10 0l43-22" opacity="0.9" />
      <circle cx="72" cy="88" r="5" fill="var(--surface)" />
    </Picture>
  );
}
