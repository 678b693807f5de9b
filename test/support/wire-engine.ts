import { platform } from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseAddress } from '#main/digisac/address.ts';
import { createDigisac } from '#main/digisac/client.ts';
import { createSignIn } from '#main/digisac/sign-in.ts';
import { readWebhookPost } from '#main/digisac/webhook-post.ts';
import { createEngine, type Engine, type EngineDeps } from '#main/engine/engine.ts';
import { diskParts } from '#main/engine/export/parts.ts';
import { diskFolder } from '#main/engine/routine/folder.ts';
import type { Practice } from './practice.ts';

const resources = fileURLToPath(new URL('../../resources', import.meta.url));

/** A real engine, not started, whose only account is a practice account. `around` may look into what its client does. */
export function wireEngine(
  given: Pick<EngineDeps, 'store' | 'clock' | 'random' | 'log' | 'onCrash'> &
    Partial<Pick<EngineDeps, 'problemOf' | 'parts'>> & {
      readonly practice: Pick<Practice, 'address' | 'token'>;
      readonly around?: <T extends object>(client: T) => T;
      /** A keychain that keeps whatever it is given, where it is left out. */
      readonly secrets?: EngineDeps['host']['secrets'];
    },
): Engine {
  const { practice, around = (client) => client, ...deps } = given;
  return createEngine({
    ...deps,
    folder: around(diskFolder),
    parts: given.parts ?? around(diskParts(platform)),
    tabular: { platform },
    host: {
      secrets: given.secrets ?? {
        get: async () => ({ token: practice.token }),
        set: async () => undefined,
        remove: async () => undefined,
      },
      practice: { address: async () => ({ address: practice.address, token: practice.token }) },
    },
    connectDigisac: ({ address, token }) =>
      around(createDigisac({ baseUrl: baseUrlOf(address), token, version: 'test', clock: deps.clock })),
    openSignIn: (address) => around(createSignIn({ baseUrl: baseUrlOf(address), version: 'test', clock: deps.clock })),
    readWebhookPost,
    makeSecret: () => 'secret-of-the-test-0123456789',
    parseAddress,
    resources,
    versions: { malote: 'test', node: 'test' },
    language: 'pt-BR',
    problemOf: deps.problemOf ?? (() => null),
    copies: () => [],
  });
}

function baseUrlOf(address: string): string {
  const parsed = parseAddress(address);
  if (!parsed.ok) throw new Error(parsed.error.kind);
  return parsed.value.baseUrl;
}
