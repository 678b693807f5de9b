/** A file of a folder that is watched. */
export interface FolderFile {
  readonly name: string;
  readonly bytes: number;
  readonly changedAtMs: number;
}

const sheets = /\.(csv|tsv|txt|xlsx|xls|ods)$/i;
/** What programs write while they work: `~$clientes.xlsx`, `.~lock.clientes.ods#`, `clientes.csv.part`. */
const unfinished = /^[.~]|\.(part|crdownload|tmp)$/i;

/** The newest sheet of a folder whose name fits; of two of one moment the one that comes last by its name. */
export function newestSheet(files: readonly FolderFile[], pattern: string): FolderFile | null {
  const fits = files.filter(({ name }) => sheets.test(name) && !unfinished.test(name) && fitsPattern(name, pattern));
  return fits.reduce<FolderFile | null>(
    (best, file) =>
      best === null ||
      file.changedAtMs > best.changedAtMs ||
      (file.changedAtMs === best.changedAtMs && file.name > best.name)
        ? file
        : best,
    null,
  );
}

/**
 * Whether a name fits `vendas*.csv`: a star is any letters or none, all else is itself, without regard to capitals. Blank
 * fits everything.
 */
export function fitsPattern(name: string, pattern: string): boolean {
  const parts = pattern.trim().toLowerCase().split('*');
  const text = name.toLowerCase();
  const [first = '', ...others] = parts;
  if (pattern.trim() === '') return true;
  if (others.length === 0) return text === first;
  const last = others.pop() ?? '';
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last)) return false;
  // What stands between stars is looked for from the left: the first place that fits leaves most for the rest.
  const end = text.length - last.length;
  let at = first.length;
  for (const part of others) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}
