import { useEffect, useRef } from 'react';
import { sheetOfClipboard } from './pasted.ts';
import { tableOfPage } from './table-of-page.ts';

/** What was pasted into the window: a copied file, the text of a sheet, or something else. */
export type Pasted =
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'sheet'; readonly text: string }
  | { readonly kind: 'other' };

/** Whoever is writing means the text. */
const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null);

/** Ctrl+V anywhere in the window but in a text field. */
export function usePaste(take: (pasted: Pasted) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { clipboardData: data } = event;
      if (event.defaultPrevented || data === null || isWriting(event.target)) return;
      event.preventDefault();
      latest.current(pastedIn(data));
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, []);
}

function pastedIn(data: DataTransfer): Pasted {
  const html = data.getData('text/html');
  const text = sheetOfClipboard({ text: data.getData('text/plain'), cells: html === '' ? null : tableOfPage(html) });
  // Excel puts a picture of the cells beside them: cells come first.
  if (text !== null) return { kind: 'sheet', text };
  const [file] = data.files;
  return file === undefined || file.type.startsWith('image/') ? { kind: 'other' } : { kind: 'file', file };
}
