import '@fontsource-variable/inter/opsz.css';
// First of all styles: it says which layer gives way to which.
import './tokens.css';
import '@mantine/core/styles.layer.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { nearestLanguage } from '#shared/sentences/languages.ts';
import { App } from './app.tsx';
import { engine } from './rpc/engine.ts';
import { createQueryClient } from './rpc/query-client.ts';
import { followEngine } from './rpc/watch.ts';
import { createTexts } from './texts/i18n.ts';

/** The policy lets in only the `<style>` elements that carry this answer's nonce. */
const styleNonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// The scroll lock of dialogs makes its style element by itself, and looks for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: styleNonce });

const queryClient = createQueryClient();
const texts = createTexts(nearestLanguage(navigator.language));
void followEngine({
  queryClient,
  watch: (signal) => engine.system.watch(undefined, { signal }),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  signal: new AbortController().signal,
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <App queryClient={queryClient} texts={texts} styleNonce={styleNonce} />
  </StrictMode>,
);
