import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const script = join(import.meta.dirname, '..', '..', 'out', 'main', 'serve.js');

export interface WindowHost {
  readonly link: string;
  /** As a power cut would end it. */
  readonly kill: () => Promise<void>;
}

/** The built browser host as a process of its own, as `npm start` runs it where Electron cannot be had. */
export async function startWindowHost(home: string): Promise<WindowHost> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'], LANG: 'pt_BR.UTF-8', MALOTE_HOME: home },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const link = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /http:\/\/\S+token=\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    void exited.then(() => reject(new Error('the host ended before it was open')));
  });
  return {
    link,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
