import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the parts of Malote stand on this machine. All absolute. */
export interface Places {
  /** The scripts of the threads. */
  readonly engine: string;
  readonly practice: string;
  readonly keeper: string;
  /** The folder of the window's files, and the script that bridges to them. */
  readonly renderer: string;
  readonly preload: string;
  readonly resources: string;
  readonly packageFile: string;
}

/**
 * From the address of a module of a host: `out/main/*.js` once built (chunks stand in the same folder), and
 * `src/main/hosts/*.ts` when Node runs the source as it is; the window's files are built in both cases.
 */
export function placesFrom(moduleUrl: string): Places {
  const file = fileURLToPath(moduleUrl);
  const isSource = file.endsWith('.ts');
  const root = join(dirname(file), isSource ? '../../..' : '../..');
  const at = (path: string) => join(root, path);
  return {
    engine: at(isSource ? 'src/main/engine/thread.ts' : 'out/main/engine.js'),
    practice: at(isSource ? 'src/main/practice/thread.ts' : 'out/main/practice.js'),
    keeper: at(isSource ? 'src/main/store/keeper-thread.ts' : 'out/main/keeper.js'),
    renderer: at('out/renderer'),
    preload: at('out/preload/index.cjs'),
    resources: at('resources'),
    packageFile: at('package.json'),
  };
}

export const places: Places = placesFrom(import.meta.url);
