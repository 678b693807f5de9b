import type { Edit } from './edit.ts';

/**
 * Carries out an edit as if it were typed, so that Ctrl+Z takes it back: only what differs is replaced. There is no
 * other way to write into a field and keep its undo than the old editing command, which browsers keep for this.
 */
export function typeEdit(area: HTMLTextAreaElement, make: (before: Edit) => Edit): void {
  const before = { text: area.value, from: area.selectionStart, to: area.selectionEnd };
  const after = make(before);
  const start = sharedStart(before.text, after.text);
  const end = sharedEnd(before.text.slice(start), after.text.slice(start));
  area.focus();
  area.setSelectionRange(start, before.text.length - end);
  const typed = after.text.slice(start, after.text.length - end);
  if (typed !== '') document.execCommand('insertText', false, typed);
  else if (start < before.text.length - end) document.execCommand('delete');
  area.setSelectionRange(after.from, after.to);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.charAt(length) === b.charAt(length)) length += 1;
  return length;
}

function sharedEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}
