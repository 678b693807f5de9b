import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Tests by what they need to run. No order between files, no fixed ports, no shared folders. A worker reads the modules of
 * the project once for all its files; a file that puts something in the place of a module is named `.alone.test.ts`.
 */
const project = (name: string, options: { timeout: number; setup?: string[]; alone?: true }) => ({
  extends: true as const,
  test: {
    name: options.alone ? `${name}-alone` : name,
    include: [`test/${name}/**/*${options.alone ? '.alone' : ''}.test.{ts,tsx}`],
    ...(options.alone ? {} : { exclude: ['**/*.alone.test.*'], isolate: false }),
    testTimeout: options.timeout,
    hookTimeout: options.timeout,
    ...(options.setup ? { globalSetup: options.setup } : {}),
  },
});

/** These wait for the pace of a whole campaign: begun last, they would be waited for alone. */
const waitsLong = [
  /e2e\/main-job\./,
  /e2e\/campaign-story\./,
  /e2e\/cli\./,
  /chaos\//,
  /engine\/dialects\./,
  /e2e\/screens\//,
];

class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) => {
      const rank = waitsLong.findIndex((pattern) => pattern.test(moduleId));
      return rank === -1 ? waitsLong.length : rank;
    };
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongOnesFirst },
    // More than the cores of a small machine: the long files wait for the pace of a campaign, not for a processor.
    maxWorkers: 3,
    // As long as the browser itself waits for something to be on the page.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      project('unit', { timeout: 20_000 }),
      project('unit', { timeout: 20_000, alone: true }),
      project('engine', { timeout: 60_000 }),
      // These drive what users run: the built hosts, as processes.
      project('chaos', { timeout: 120_000, setup: ['test/support/build.ts'] }),
      project('e2e', { timeout: 180_000, setup: ['test/support/build.ts', 'test/support/browser.ts'] }),
    ],
  },
});
