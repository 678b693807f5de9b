import { Picture } from './Picture.tsx';

/** A way with its stops. */
export function PictureTour() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="88" rx="52" ry="6" />
      <path className="p-paper" d="m26 26 30-10 32 10 30-10v54L88 80 56 70 26 80V26Z" />
      <path className="p-line" d="M56 16v54M88 26v54" />
      <path className="p-accent-line p-dash" d="M38 64c6-18 20 2 30-14s18-4 34-20" />
      <circle className="p-accent-mid" cx="38" cy="64" r="5" />
      <path className="p-accent" d="M104 14a9 9 0 0 1 9 9c0 7-9 15-9 15s-9-8-9-15a9 9 0 0 1 9-9Z" />
      <circle cx="104" cy="23" r="3.500" fill="var(--surface)" />
    </Picture>
  );
}
