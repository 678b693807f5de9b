/** Both hosts hand out the reports of the data folder under this address, as downloads. */
export const reportAddress = (path: string): string =>
  `/report/${encodeURIComponent(path.split(/[/\\]/).at(-1) ?? '')}`;

/** Hands a file out as a download; a name where the address has none. */
export function download(href: string, fileName = ''): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = fileName;
  link.click();
}
