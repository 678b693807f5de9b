import { Link } from 'wouter';
import './PageTabs.css';

/** The parts of a screen, each under an address of its own. */
export function PageTabs(props: {
  readonly label: string;
  readonly tabs: readonly { readonly href: string; readonly label: string; readonly isHere: boolean }[];
}) {
  return (
    <nav className="page-tabs" aria-label={props.label}>
      {props.tabs.map(({ href, label, isHere }) => (
        <Link key={href} href={href} className="page-tab" aria-current={isHere ? 'page' : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
