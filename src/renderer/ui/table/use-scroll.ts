import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { type ScrollMap, scrollMap } from './scroll-map.ts';

/** Lines of a wheel that counts in lines, not pixels. */
const wheelLine = 40;

/** Follows a scrolling element that holds more rows than a browser can scroll. */
export function useScroll(
  element: RefObject<HTMLDivElement | null>,
  table: { readonly rows: number; readonly rowHeight: number; readonly headHeight: number },
): {
  readonly map: ScrollMap;
  readonly viewport: number;
  readonly offset: number;
  readonly scrollTo: (offset: number) => void;
} {
  const { rows, rowHeight, headHeight } = table;
  const [viewport, setViewport] = useState(0);
  const [offset, setOffset] = useState(0);
  const map = useMemo(() => scrollMap({ rows, rowHeight, viewport }), [rows, rowHeight, viewport]);
  /** Where the browser's own scrolling was put last: what it tells of that is no news. */
  const placed = useRef(0);

  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = () => setViewport(Math.max(0, current.clientHeight - headHeight));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, [element, headHeight]);

  const current = useRef({ map, offset });
  current.current = { map, offset };
  const scrollTo = useRef((to: number) => {
    const { map } = current.current;
    const within = Math.min(Math.max(0, to), map.mostOffset);
    if (element.current) {
      element.current.scrollTop = map.toScrollTop(within);
      placed.current = element.current.scrollTop;
    }
    setOffset(within);
  });

  useEffect(() => {
    const scrolled = element.current;
    if (!scrolled) return;
    const follow = () => {
      if (scrolled.scrollTop === placed.current) return;
      placed.current = scrolled.scrollTop;
      setOffset(current.current.map.toOffset(scrolled.scrollTop));
    };
    // One pixel of a scaled bar is many rows: the wheel moves the rows, and the bar follows.
    const wheel = (event: WheelEvent) => {
      const { map, offset } = current.current;
      if (!map.isScaled || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : wheelLine;
      scrollTo.current(offset + event.deltaY * unit);
    };
    scrolled.addEventListener('scroll', follow, { passive: true });
    scrolled.addEventListener('wheel', wheel, { passive: false });
    return () => {
      scrolled.removeEventListener('scroll', follow);
      scrolled.removeEventListener('wheel', wheel);
    };
  }, [element]);

  // Fewer rows, or a taller window, than the offset was made for.
  const within = Math.min(offset, map.mostOffset);
  return { map, viewport, offset: within, scrollTo: scrollTo.current };
}
