-- Any sheet: cells put right, what an import changed and how it is taken back.

-- Review -----------------------------------------------------------------------------------------------------------

-- Cells that a person put right, by column: laid over `cells`, which stay as they came (law 6). NULL: none.
ALTER TABLE rows ADD COLUMN edits TEXT;       -- JSON: {"3": "11987654321"}

-- Each edit is a step that can be taken back and done again. Of one import: done ones first, then those taken back.
CREATE TABLE edit_steps (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  step      INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('cell', 'alike', 'replace', 'exclude', 'include')),
  is_done   INTEGER NOT NULL CHECK (is_done IN (0, 1)),
  changes   INTEGER NOT NULL DEFAULT 0,
  made_at   INTEGER NOT NULL,
  PRIMARY KEY (import_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE edit_changes (
  import_id   INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  step        INTEGER NOT NULL,
  row_no      INTEGER NOT NULL,
  column_no   INTEGER NOT NULL,               -- from 0; -1: whether the row takes part, 'in' or 'out'
  text_before TEXT,                           -- NULL: the cell as it came
  text_after  TEXT,
  PRIMARY KEY (import_id, step, row_no, column_no)
) STRICT, WITHOUT ROWID;

-- Creating ---------------------------------------------------------------------------------------------------------

-- What an import changed on a contact that was there before: written down before the change leaves (law 1).
CREATE TABLE contact_changes (
  import_id  INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  row_no     INTEGER NOT NULL,
  contact_id TEXT NOT NULL,
  before     TEXT NOT NULL,                   -- JSON: {name, fields: {id: value}, tagIds}, what was there, only of what changed
  after      TEXT NOT NULL,                   -- JSON: the same, as this import wants it
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (import_id, row_no)
) STRICT, WITHOUT ROWID;

-- Undo -------------------------------------------------------------------------------------------------------------

-- Taking an import back: a job of its own, one of an import at most. First it looks, then a person says yes.
CREATE TABLE undos (
  import_id   INTEGER PRIMARY KEY REFERENCES imports (id) ON DELETE CASCADE,
  account_id  INTEGER NOT NULL REFERENCES accounts (id),
  phase       TEXT NOT NULL,
  status      TEXT NOT NULL,
  reason      TEXT,                           -- JSON: a problem
  enlisted_to INTEGER NOT NULL DEFAULT 0,     -- rows of the import up to this one are among its rows, if they belong there
  created_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

-- Rows whose contact the import made ('delete') or changed ('restore'), and how far each has come.
CREATE TABLE undo_rows (
  import_id  INTEGER NOT NULL REFERENCES undos (import_id) ON DELETE CASCADE,
  row_no     INTEGER NOT NULL,
  contact_id TEXT NOT NULL,
  action     TEXT NOT NULL CHECK (action IN ('delete', 'restore')),
  state      TEXT NOT NULL,
  problem    TEXT,
  facts      TEXT,                            -- JSON: the problem whole, where it has facts
  attempts   INTEGER NOT NULL DEFAULT 0,      -- counted when taken, so that a killed attempt counts
  PRIMARY KEY (import_id, row_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX undo_rows_by_state ON undo_rows (import_id, state, row_no);

-- Law 8, as delivery_counts.
CREATE TABLE undo_counts (
  import_id INTEGER NOT NULL REFERENCES undos (import_id) ON DELETE CASCADE,
  action    TEXT NOT NULL,
  state     TEXT NOT NULL,
  problem   TEXT NOT NULL,
  count     INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (import_id, action, state, problem)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER undo_rows_counted_in AFTER INSERT ON undo_rows BEGIN
  INSERT INTO undo_counts VALUES (NEW.import_id, NEW.action, NEW.state, ifnull(NEW.problem, ''), 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER undo_rows_counted_on AFTER UPDATE OF state, problem ON undo_rows
WHEN OLD.state <> NEW.state OR OLD.problem IS NOT NEW.problem BEGIN
  UPDATE undo_counts SET count = count - 1
  WHERE import_id = OLD.import_id AND action = OLD.action AND state = OLD.state AND problem = ifnull(OLD.problem, '');
  INSERT INTO undo_counts VALUES (NEW.import_id, NEW.action, NEW.state, ifnull(NEW.problem, ''), 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

-- Whether another import has the contact of a row as well.
CREATE INDEX rows_by_contact ON rows (contact_id) WHERE contact_id IS NOT NULL;

-- Reading ----------------------------------------------------------------------------------------------------------

-- What was put right while reading: JSON {letters, quotes}, each {count, lines}, the first of the lines. NULL: nothing.
ALTER TABLE imports ADD COLUMN mended TEXT;

-- Mapping ----------------------------------------------------------------------------------------------------------

-- A sheet of problems that came back: which import it corrects, and which of its columns are which. NULL: any other sheet.
ALTER TABLE imports ADD COLUMN corrections TEXT;  -- JSON: {importId, fileName, codeColumn, reasonColumn, columns}

-- Mappings kept under a name, for sheets whose columns have these names, in any order.
CREATE TABLE saved_mappings (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  key      TEXT NOT NULL UNIQUE,              -- the name without capitals and accents
  columns  TEXT NOT NULL,                     -- JSON: [{name, target}]
  saved_at INTEGER NOT NULL
) STRICT;
