import type Database from 'better-sqlite3';

/** The whole schema as text: what schema.sql holds. */
export function dumpSchema(db: Database.Database): string {
  const parts = db
    .prepare<[], { sql: string }>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name <> 'migrations' ORDER BY type DESC, name",
    )
    .all();
  return `-- All migrations together. Written by \`npm run schema\`, compared by a test.\n\n${parts.map((part) => `${part.sql};`).join('\n\n')}\n`;
}
