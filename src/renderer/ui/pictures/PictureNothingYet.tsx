import { Picture } from './Picture.tsx';

/** An open, empty pouch: nothing was sent yet. */
export function PictureNothingYet() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="86" rx="56" ry="7" />
      <path className="p-paper" d="M36 38h72l-4 38a6 6 0 0 1-6 5.400H46A6 6 0 0 1 40 76l-4-38Z" />
      <path className="p-soft" d="M36 38 50 18h44l14 20H36Z" />
      <path className="p-line" d="M36 38 50 18h44l14 20" />
      <path className="p-accent-line" d="M64 56h16M68 64h8" />
      <path className="p-line p-dash" d="M72 12V4M52 13l-5-6M92 13l5-6" />
    </Picture>
  );
}
