import { exitCodeOfStart } from '../exit-codes.ts';
import { nodePlatform } from '../node-platform.ts';
import { places } from '../paths.ts';
import { startFailure } from '../start-failure.ts';
import { hasDisplay, processTerminal } from '../terminal.ts';
import { hostText } from '../texts.ts';
import { serve } from './serve.ts';

// The entry of the browser host: `npm start` where Electron can't be had. `malote serve` calls `serve` by itself.
const terminal = processTerminal();
const platform = nodePlatform({
  places,
  onFirstSecretInFile: () => {
    if (platform.ok) terminal.say(hostText(platform.value.language, 'secretsInFile'));
  },
});

if (platform.ok) {
  process.exitCode = await serve({
    platform: platform.value,
    places,
    terminal,
    port: 0,
    opensBrowser: terminal.isInteractive && hasDisplay(process.platform, process.env),
    endNow: (code) => process.exit(code),
  });
} else {
  terminal.say(startFailure('pt-BR', platform.error));
  process.exitCode = exitCodeOfStart(platform.error);
}
