import { Picture } from './Picture.tsx';

/** Columns, each with what it is for. */
export function PictureColumns() {
  return (
    <Picture width={144} height={96}>
      <ellipse className="p-shade" cx="72" cy="88" rx="52" ry="6" />
      <rect className="p-paper" x="18" y="24" width="30" height="54" rx="6" />
      <rect className="p-paper" x="57" y="24" width="30" height="54" rx="6" />
      <rect className="p-paper" x="96" y="24" width="30" height="54" rx="6" />
      <rect className="p-accent" x="18" y="10" width="30" height="10" rx="5" />
      <rect className="p-accent-mid" x="57" y="10" width="30" height="10" rx="5" />
      <rect className="p-bar" x="96" y="10" width="30" height="10" rx="5" />
      <path
        className="p-bar"
        d="M24 33h18v4H24zM24 45h14v4H24zM24 57h16v4H24zM63 33h14v4H63zM63 45h18v4H63zM63 57h12v4H63z"
      />
      <path className="p-bar" d="M102 33h16v4h-16zM102 45h12v4h-12zM102 57h18v4h-18z" opacity="0.6" />
    </Picture>
  );
}
