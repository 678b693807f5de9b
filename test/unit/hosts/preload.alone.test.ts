import { describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => {
  const exposed = new Map<string, Record<string, (...args: unknown[]) => unknown>>();
  const heard = new Map<string, (event: object, path?: string) => void>();
  const sent: string[] = [];
  return {
    exposed,
    heard,
    sent,
    contextBridge: {
      exposeInMainWorld: (name: string, api: Record<string, () => unknown>) => void exposed.set(name, api),
    },
    ipcRenderer: {
      on: (channel: string, listener: () => void) => void heard.set(channel, listener),
      send: (channel: string) => void sent.push(channel),
    },
    webUtils: { getPathForFile: (file: File) => `/home/ana/${file.name}` },
  };
});
vi.mock('electron', () => electron);

describe('the bridge', () => {
  it('exposes two functions, and nothing else', async () => {
    await import('../../../src/preload/index.ts');

    expect([...electron.exposed.keys()]).toEqual(['malote']);
    const bridge = electron.exposed.get('malote');
    expect(Object.keys(bridge ?? {})).toEqual(['port', 'pathOf']);
    expect(bridge?.['pathOf']?.(new File([], 'clientes.csv'))).toBe('/home/ana/clientes.csv');
    bridge?.['port']?.();
    expect(electron.sent).toEqual(['malote:port']);
  });

  it('hands what the main process sends to its own page only: a port, or the path of a sheet', async () => {
    const posted: unknown[][] = [];
    vi.stubGlobal('location', { origin: 'malote://app' });
    vi.stubGlobal('window', { postMessage: (...message: unknown[]) => void posted.push(message) });
    await import('../../../src/preload/index.ts');

    electron.heard.get('malote:port')?.({ ports: ['a port'] });
    electron.heard.get('malote:open')?.({}, '/home/ana/clientes.csv');

    expect([...electron.heard.keys()]).toEqual(['malote:port', 'malote:open']);
    expect(posted).toEqual([
      [{ type: 'malote:port' }, 'malote://app', ['a port']],
      [{ type: 'malote:open', path: '/home/ana/clientes.csv' }, 'malote://app'],
    ]);
    vi.unstubAllGlobals();
  });
});
