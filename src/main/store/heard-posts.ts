import type { Db } from './database.ts';

/** Posts of webhooks that were heeded. */
export function createHeardPosts(db: Db) {
  const add = db.prepare('INSERT OR IGNORE INTO heard_posts VALUES (@accountId, @key, @nowMs)');
  const forget = db.prepare('DELETE FROM heard_posts WHERE heard_at < @beforeMs');

  return {
    /** False where it was heard before. */
    add: (post: { accountId: number; key: string; nowMs: number }): boolean => add.run(post).changes === 1,
    forgetBefore(beforeMs: number): void {
      forget.run({ beforeMs });
    },
  };
}
