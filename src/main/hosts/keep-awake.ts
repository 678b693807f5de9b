import { type ChildProcess, spawn } from 'node:child_process';

/** What holds this system awake for as long as a process lives; none where the system has no such program. */
export function awakeCommand(name: NodeJS.Platform, pid: number): readonly [string, ...string[]] | null {
  if (name === 'darwin') return ['caffeinate', '-i', '-w', String(pid)];
  if (name === 'linux') {
    // `tail --pid` ends with us, also after kill -9: otherwise the machine would stay awake for ever.
    return [
      'systemd-inhibit',
      '--what=idle:sleep',
      '--who=Malote',
      '--why=Malote',
      'tail',
      `--pid=${pid}`,
      '-f',
      '/dev/null',
    ];
  }
  return null;
}

/** Where the program is missing or not allowed, the machine may sleep: a job then goes on when it wakes. */
export function keepAwakeBy(name: NodeJS.Platform, pid: number): (on: boolean) => void {
  let holder: ChildProcess | null = null;
  return (on) => {
    if (!on) {
      holder?.kill();
      holder = null;
      return;
    }
    const command = awakeCommand(name, pid);
    if (holder !== null || command === null) return;
    const [program, ...args] = command;
    const child = spawn(program, args, { stdio: 'ignore' });
    holder = child;
    child.once('error', () => undefined);
    child.unref();
  };
}
