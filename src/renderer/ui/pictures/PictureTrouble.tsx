import { Picture } from './Picture.tsx';

/** A plug beside its socket. */
export function PictureTrouble() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="86" rx="52" ry="6" />
      <path className="p-line" d="M8 48h24" />
      <rect className="p-paper" x="32" y="32" width="32" height="32" rx="6" />
      <path className="p-line" d="M64 42h10M64 54h10" />
      <rect className="p-soft" x="86" y="30" width="26" height="36" rx="6" />
      <rect className="p-line" x="86" y="30" width="26" height="36" rx="6" />
      <path className="p-line" d="M112 48h24" />
      <path className="p-accent-line" d="M79 18v8M68 22l4 6M90 22l-4 6" />
    </Picture>
  );
}
