import { z } from 'zod';
import { permissionOf, permissions } from '#shared/accounts/permission.ts';
import type { RefusedPermission } from '#shared/rpc/desk.ts';
import type { Db } from './database.ts';

const rowSchema = z.object({ request: z.string(), detail: z.string(), refused_at: z.number() });

/** Requests that the account did not allow, by the name of the client's function. */
export function createRefusedRequests(db: Db) {
  const list = db.prepare(
    'SELECT request, detail, refused_at FROM refused_requests WHERE account_id = ? ORDER BY refused_at DESC',
  );
  const add = db.prepare(
    `INSERT INTO refused_requests VALUES (@accountId, @request, @detail, @nowMs)
     ON CONFLICT DO UPDATE SET detail = @detail, refused_at = @nowMs`,
  );
  const remove = db.prepare('DELETE FROM refused_requests WHERE account_id = @accountId AND request = @request');
  const rows = (accountId: number) => list.all(accountId).map((row) => rowSchema.parse(row));

  return {
    names: (accountId: number): readonly string[] => rows(accountId).map(({ request }) => request),

    /** What they say of the account's user, in the order of `permissions`; the latest refusal of each. */
    permissions(accountId: number): readonly RefusedPermission[] {
      const all = rows(accountId);
      return permissions.flatMap((permission): readonly RefusedPermission[] => {
        const latest = all.find(({ request }) => permissionOf(request) === permission);
        return latest ? [{ permission, detail: latest.detail, refusedAt: latest.refused_at }] : [];
      });
    },

    add(refused: { accountId: number; request: string; detail: string; nowMs: number }): void {
      add.run(refused);
    },
    remove(accountId: number, request: string): void {
      remove.run({ accountId, request });
    },
  };
}
