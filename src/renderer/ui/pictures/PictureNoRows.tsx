import { Picture } from './Picture.tsx';

/** A table with a magnifier over nothing: no row is like that. */
export function PictureNoRows() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="88" rx="52" ry="6" />
      <rect className="p-paper" x="30" y="14" width="84" height="64" rx="6" />
      <path className="p-soft" d="M30 20a6 6 0 0 1 6-6h72a6 6 0 0 1 6 6v8H30v-8Z" />
      <path className="p-line" d="M30 28h84M58 28v50" />
      <rect className="p-bar" x="38" y="36" width="12" height="4" rx="2" />
      <rect className="p-bar" x="66" y="36" width="38" height="4" rx="2" />
      <rect className="p-bar" x="38" y="48" width="12" height="4" rx="2" />
      <rect className="p-bar" x="66" y="48" width="28" height="4" rx="2" />
      <circle cx="102" cy="66" r="14" fill="var(--surface)" />
      <circle className="p-accent-line" cx="102" cy="66" r="14" />
      <path className="p-accent-line" d="m112 76 10 10" strokeWidth="3" />
    </Picture>
  );
}
