import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import './Page.css';

/**
 * One screen: its heading, what stands beside it, and the part that scrolls. The heading gets the focus when the
 * screen arrives, so that a reader hears where it is and Tab goes on from there.
 */
export function Page(props: {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly back?: { readonly label: string; readonly href: string };
  /** Stays in view above what scrolls: the rail of a wizard. */
  readonly above?: ReactNode;
  /** Stays in view below what scrolls: the foot of a wizard. */
  readonly below?: ReactNode;
  readonly width?: 'reading' | 'wide' | 'full';
  /** `hero` stands in the middle, with a large heading; `fill` gives what is left of the height to what can grow. */
  readonly layout?: 'plain' | 'hero' | 'fill';
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { title, width = 'wide' } = props;
  useEffect(() => {
    document.title = `${title} · Malote`;
  }, [title]);
  useEffect(() => {
    // Somebody who is typing already (a field that came with the focus) is not interrupted.
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main className="page" data-width={width} data-layout={props.layout ?? 'plain'}>
      {props.above}
      <div className="page-scroll">
        <div className="page-inner">
          {props.back && (
            <Link href={props.back.href} className="page-back">
              <IconArrowLeft size={16} aria-hidden />
              {props.back.label}
            </Link>
          )}
          <header className="page-head">
            <div className="page-words">
              <h1 ref={heading} tabIndex={-1} className="page-title">
                {title}
              </h1>
              {props.description !== undefined && <div className="page-description">{props.description}</div>}
            </div>
            {props.actions !== undefined && <div className="page-actions">{props.actions}</div>}
          </header>
          {props.children}
        </div>
      </div>
      {props.below}
    </main>
  );
}
