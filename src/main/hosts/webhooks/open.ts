import type { Problem } from '#shared/problem.ts';
import { err, ok, type Result } from '#shared/result.ts';
import type { Account } from '#shared/rpc/accounts.ts';
import type { EngineClient } from '#shared/rpc/contract.ts';
import { type Receiver, receiveWebhooks } from './receiver.ts';

/** What `malote serve --webhooks` was told. */
export interface WebhooksWanted {
  readonly port: number;
  /** Of the account that `account` names; null: as it was, or a new one. */
  readonly path: string | null;
  /** By name, host or number; null: every account of the user's own. */
  readonly account: string | null;
}

export interface OpenedReceiver extends Receiver {
  /** What to tell the user of each account: its address, whole only where nobody has seen it yet. */
  readonly addresses: readonly { readonly account: string; readonly address: string; readonly isNew: boolean }[];
}

/** Problems: noAccount, accountUnknown, optionInvalid (one path for several accounts). Rejects as `receiveWebhooks`. */
export async function openReceiver(
  client: EngineClient,
  wanted: WebhooksWanted,
  onTrouble: (error: unknown) => void,
): Promise<Result<OpenedReceiver, Problem>> {
  const chosen = chooseAccounts(await client.accounts.list(), wanted.account);
  if (!chosen.ok) return chosen;
  const { path } = wanted;
  if (path !== null && chosen.value.length > 1)
    return err({ kind: 'optionInvalid', option: '--webhooks-path', value: '' });
  const hooks = [];
  for (const { id: accountId, name } of chosen.value) {
    const secret = await client.webhooks.secret({ accountId, wanted: path });
    hooks.push({ accountId, name, ...secret });
  }
  const receiver = await receiveWebhooks({
    port: wanted.port,
    hooks,
    take: (accountId, body) => client.webhooks.receive({ accountId, body }),
    onTrouble,
  });
  const base = `http://127.0.0.1:${receiver.port}/`;
  return ok({
    ...receiver,
    addresses: hooks.map(({ name, secret, isNew }) => ({
      ...{ account: name, isNew },
      address: base + (isNew ? secret : `${secret.slice(0, 4)}…`),
    })),
  });
}

function chooseAccounts(all: readonly Account[], wanted: string | null): Result<readonly Account[], Problem> {
  if (all.length === 0) return err({ kind: 'noAccount' });
  if (wanted === null) {
    const own = all.filter(({ kind }) => kind === 'digisac');
    return ok(own.length > 0 ? own : all);
  }
  const key = wanted.trim().toLowerCase();
  const found = all.filter((one) => [one.name, one.host, String(one.id)].some((name) => name.toLowerCase() === key));
  if (found.length > 0) return ok(found);
  return err({ kind: 'accountUnknown', account: wanted, accounts: all.map(({ name }) => name).join(', ') });
}
