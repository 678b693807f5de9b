import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** The SQL files are read at run time, so that they stay files that a reviewer and a test can open. */
const copyMigrations = {
  name: 'copy-migrations',
  closeBundle: () => cpSync(at('src/main/store/migrations'), at('out/main/migrations'), { recursive: true }),
};

export default defineConfig({
  main: {
    plugins: [copyMigrations],
    build: {
      // Electron 45 embeds Node 24; the other hosts run on the Node 24 of the devDependency `node`.
      target: 'node24',
      rollupOptions: {
        input: {
          index: at('src/main/index.ts'),
          serve: at('src/main/hosts/browser/main.ts'),
          cli: at('src/main/hosts/cli/main.ts'),
          engine: at('src/main/engine/thread.ts'),
          practice: at('src/main/practice/thread.ts'),
          keeper: at('src/main/store/keeper-thread.ts'),
        },
        // All in one folder: files found by `new URL(…, import.meta.url)` are found from chunks as well.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      minify: true,
      rollupOptions: { input: { index: at('src/renderer/index.html') } },
    },
  },
});
