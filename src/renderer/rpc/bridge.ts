/** What the preload gives to the page in Electron; a browser has none of it. */
interface Bridge {
  /** Asks for a port to the engine; it comes as the window's message `malote:port`. */
  readonly port: () => void;
  /** Where a dropped file stands on this machine. */
  readonly pathOf: (file: File) => string;
}

declare global {
  interface Window {
    readonly malote?: Bridge;
  }
}

export const bridge = (): Bridge | null => window.malote ?? null;

/** Hears of the sheets that are opened from outside: the menu, "open with", a second start. Gives the way to stop. */
export function onSheetFromOutside(take: (path: string) => void): () => void {
  const listen = (event: MessageEvent<unknown>) => {
    if (event.source !== window) return;
    const { data } = event;
    if (typeof data !== 'object' || data === null || !('type' in data) || data.type !== 'malote:open') return;
    if ('path' in data && typeof data.path === 'string') take(data.path);
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}
