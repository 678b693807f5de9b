import { variableKey } from '#shared/mapping/key.ts';
import type { SavedText } from '#shared/rpc/messages.ts';
import type { Db } from './database.ts';

interface TextRow {
  id: number;
  name: string;
  template: string;
  saved_at: number;
}

const toSavedText = ({ saved_at: savedAt, ...row }: TextRow): SavedText => ({ ...row, savedAt });

/** Texts of messages that a person kept under a name. */
export function createSavedTexts(db: Db) {
  const list = db.prepare<[], TextRow>(
    'SELECT id, name, template, saved_at FROM saved_texts ORDER BY saved_at DESC, id DESC',
  );
  const put = db.prepare<[{ name: string; key: string; template: string; nowMs: number }], TextRow>(
    `INSERT INTO saved_texts (name, key, template, saved_at) VALUES (@name, @key, @template, @nowMs)
     ON CONFLICT (key) DO UPDATE SET name = @name, template = @template, saved_at = @nowMs
     RETURNING id, name, template, saved_at`,
  );
  const remove = db.prepare('DELETE FROM saved_texts WHERE id = ?');

  return {
    /** Newest first. */
    list: (): readonly SavedText[] => list.all().map(toSavedText),

    /** Takes the place of one whose name differs in capitals and accents at most. */
    save(text: { readonly name: string; readonly template: string; readonly nowMs: number }): SavedText {
      const row = put.get({ ...text, key: variableKey(text.name) || text.name });
      if (!row) throw new Error('a saved text that is not there');
      return toSavedText(row);
    },

    /** Nothing happens where it is gone already. */
    remove: (id: number): void => void remove.run(id),
  };
}
