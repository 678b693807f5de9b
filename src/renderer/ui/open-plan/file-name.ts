/** A file as people call it: `dados/clientes.csv` → `clientes.csv`, on any system. */
export const fileNameIn = (path: string): string => path.split(/[/\\]/).at(-1) || path;
