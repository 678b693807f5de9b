import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createKeyboard } from '#main/hosts/cli/keyboard.ts';

function aKeyboard() {
  const modes: boolean[] = [];
  const input = Object.assign(new PassThrough(), { setRawMode: (isRaw: boolean) => void modes.push(isRaw) });
  const output = new PassThrough();
  let interrupts = 0;
  const keyboard = createKeyboard(input, {
    output,
    interrupt: () => {
      interrupts += 1;
    },
  });
  return { input, keyboard, modes, shown: () => String(output.read() ?? ''), interrupts: () => interrupts };
}

describe('a token that is typed', () => {
  it.each([
    ['abc123\r', 'abc123'],
    ['abc123\n', 'abc123'],
    ['abx\u007fc\r', 'abc'],
    ['a b\tc\r', 'a bc'],
    ['pasted-token\r\nmore', 'pasted-token'],
    ['\r', ''],
    ['abc\u0004', null],
  ])('is %j read as %j, and never shown', async (typed, token) => {
    const { input, keyboard, modes, shown } = aKeyboard();

    const asked = keyboard.askHidden('Token: ');
    input.write(typed);

    expect(await asked).toBe(token);
    expect(shown()).toBe('Token: \n');
    expect(modes).toEqual([true, false]);
  });

  it('comes in pieces as well', async () => {
    const { input, keyboard } = aKeyboard();

    const asked = keyboard.askHidden('Token: ');
    for (const key of ['a', 'b', 'c', '\r']) input.write(key);

    expect(await asked).toBe('abc');
  });

  it('is given up by Ctrl-C, which ends the command', async () => {
    const { input, keyboard, modes, interrupts } = aKeyboard();

    void keyboard.askHidden('Token: ');
    input.write('ab\u0003');
    await turn();

    expect(interrupts()).toBe(1);
    expect(modes).toEqual([true, false]);
  });

  it('is what came before the input ended', async () => {
    const { input, keyboard } = aKeyboard();

    const asked = keyboard.askHidden('Token: ');
    input.end('abc');

    expect(await asked).toBe('abc');
  });
});

describe('a question', () => {
  it('is answered by a line', async () => {
    const { input, keyboard, shown } = aKeyboard();

    const asked = keyboard.ask('Criar? ');
    input.write('sim\n');

    expect(await asked).toBe('sim');
    expect(shown()).toContain('Criar? ');
  });

  it('has no answer where the input ends', async () => {
    const { input, keyboard } = aKeyboard();

    const asked = keyboard.ask('Criar? ');
    input.end();

    expect(await asked).toBeNull();
  });

  it('is given up when the command is over', async () => {
    const { keyboard } = aKeyboard();

    const asked = keyboard.ask('Criar? ');
    keyboard.release();

    expect(await asked).toBeNull();
  });
});
