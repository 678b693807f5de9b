-- What makes the whole account a place to work in: bulk actions on its contacts and tickets.

-- Actions ----------------------------------------------------------------------------------------------------------

-- Requests of bulk actions have a pace of their own. SQLite changes a CHECK by a new table only.
CREATE TABLE paces (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  lane       TEXT NOT NULL CHECK (lane IN ('messages', 'checks', 'actions')),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER                         -- NULL: no answer yet
) STRICT;
INSERT INTO paces SELECT id, account_id, lane, started_at, ended_at FROM pace_ledger;
DROP TABLE pace_ledger;
ALTER TABLE paces RENAME TO pace_ledger;
CREATE INDEX pace_ledger_recent ON pace_ledger (account_id, lane, started_at);
CREATE INDEX pace_ledger_open ON pace_ledger (account_id, lane) WHERE ended_at IS NULL;
CREATE INDEX pace_ledger_ended ON pace_ledger (account_id, lane, ended_at);

-- What the retention took out of a bulk action is written down as well.
CREATE TABLE wiped (
  id      INTEGER PRIMARY KEY,
  done_at INTEGER NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('import', 'campaign', 'action', 'files', 'contacts')),
  subject TEXT NOT NULL,                      -- the job, such as i12; blank: none
  count   INTEGER NOT NULL
) STRICT;
INSERT INTO wiped SELECT id, done_at, what, subject, count FROM retention_journal;
DROP TABLE retention_journal;
ALTER TABLE wiped RENAME TO retention_journal;

-- A bulk action: the same thing done to many contacts.
CREATE TABLE actions (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id  INTEGER NOT NULL REFERENCES accounts (id),
  name        TEXT NOT NULL,
  wish        TEXT NOT NULL,                  -- JSON: what is to be done
  source      TEXT NOT NULL,                  -- JSON: where the contacts come from, in a person's words
  service_id  TEXT,                           -- connection on which numbers are looked up
  target      TEXT,                           -- JSON: whom it is for; NULL once all of them are enlisted
  per_minute  INTEGER NOT NULL,
  phase       TEXT NOT NULL,
  status      TEXT NOT NULL,
  reason      TEXT,                           -- JSON: a problem
  enlisted_to INTEGER NOT NULL DEFAULT 0,     -- of the target, up to this one
  saved_at    TEXT,                           -- path of the file with what is deleted; NULL: not written
  group_asked INTEGER,                        -- when a group was asked for, by the account's clock; NULL: it was not
  group_id    TEXT,                           -- the group that came of it
  created_at  INTEGER NOT NULL,
  finished_at INTEGER,
  wiped_at    INTEGER
) STRICT;

CREATE TABLE action_items (
  action_id        INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  item_no          INTEGER NOT NULL,
  contact_id       TEXT,                      -- NULL: not found, or not looked for yet
  phone            TEXT,
  name             TEXT NOT NULL DEFAULT '',
  state            TEXT NOT NULL,
  problem          TEXT,
  facts            TEXT,                      -- JSON: the problem whole, where it has facts
  attempts         INTEGER NOT NULL DEFAULT 0, -- counted when taken, so that a killed attempt counts
  intent_server_at INTEGER,                   -- by the account's clock
  evidence         TEXT,                      -- id of the ticket before the request, or of the message that came of it
  PRIMARY KEY (action_id, item_no)
) STRICT, WITHOUT ROWID;

CREATE INDEX action_items_by_state ON action_items (action_id, state, item_no);
CREATE INDEX action_items_of_contact ON action_items (contact_id) WHERE contact_id IS NOT NULL;

-- Law 8, as delivery_counts.
CREATE TABLE action_counts (
  action_id INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  state     TEXT NOT NULL,
  problem   TEXT NOT NULL,
  count     INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (action_id, state, problem)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER action_items_counted_in AFTER INSERT ON action_items BEGIN
  INSERT INTO action_counts VALUES (NEW.action_id, NEW.state, ifnull(NEW.problem, ''), 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER action_items_counted_on AFTER UPDATE OF state, problem ON action_items
WHEN OLD.state <> NEW.state OR OLD.problem IS NOT NEW.problem BEGIN
  UPDATE action_counts SET count = count - 1
  WHERE action_id = OLD.action_id AND state = OLD.state AND problem = ifnull(OLD.problem, '');
  INSERT INTO action_counts VALUES (NEW.action_id, NEW.state, ifnull(NEW.problem, ''), 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

-- Exports ----------------------------------------------------------------------------------------------------------

-- A file that is made of what the account lists, page by page, beside its place.
CREATE TABLE exports (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id  INTEGER NOT NULL REFERENCES accounts (id),
  name        TEXT NOT NULL,
  wish        TEXT NOT NULL,                  -- JSON: what is exported
  path        TEXT NOT NULL,                  -- where it is to be
  overwrites  INTEGER NOT NULL,               -- a file that is there already may be replaced
  language    TEXT NOT NULL,
  time_zone   TEXT NOT NULL,
  plan        TEXT,                           -- JSON: what was looked up when it began; NULL: not yet
  phase       TEXT NOT NULL,
  status      TEXT NOT NULL,
  reason      TEXT,                           -- JSON: a problem
  place       TEXT NOT NULL,                  -- JSON: up to where it has come
  bytes       INTEGER NOT NULL DEFAULT 0,     -- of the part that is on the disk for certain
  written     INTEGER NOT NULL DEFAULT 0,     -- contacts, tickets or conversations in it
  failed      INTEGER NOT NULL DEFAULT 0,
  total       INTEGER,                        -- NULL: the account does not tell
  is_cut      INTEGER NOT NULL DEFAULT 0,     -- the account gave no more, though there is more
  moved_to    TEXT,                           -- where it goes at its end; set before it does
  created_at  INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;

-- What an export lacks, and why.
CREATE TABLE export_gaps (
  export_id INTEGER NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
  gap_no    INTEGER NOT NULL,
  ticket_id TEXT,
  protocol  TEXT,
  problem   TEXT NOT NULL,                    -- JSON
  PRIMARY KEY (export_id, gap_no)
) STRICT, WITHOUT ROWID;

-- Accounts ---------------------------------------------------------------------------------------------------------

-- One never sends from the wrong account: each has a colour of its own.
ALTER TABLE accounts ADD COLUMN color TEXT NOT NULL DEFAULT 'blue';
UPDATE accounts SET color = CASE (id - 1) % 8
  WHEN 0 THEN 'blue' WHEN 1 THEN 'orange' WHEN 2 THEN 'green' WHEN 3 THEN 'violet'
  WHEN 4 THEN 'red' WHEN 5 THEN 'teal' WHEN 6 THEN 'pink' ELSE 'lime' END;
ALTER TABLE accounts ADD COLUMN email TEXT;   -- of whoever signed in with a password; NULL: with a token

-- What the account did not allow: learned from its refusals.
CREATE TABLE refused_requests (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  request    TEXT NOT NULL,                   -- name of the client's function
  detail     TEXT NOT NULL,                   -- in the account's words
  refused_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, request)
) STRICT, WITHOUT ROWID;

-- Law 1 for what is done to the account itself: an intent, and what became of it.
CREATE TABLE deeds (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  deed       TEXT NOT NULL,
  subject    TEXT NOT NULL,                   -- name of the connection, or of the webhook
  begun_at   INTEGER NOT NULL,
  ended_at   INTEGER,                         -- NULL: nobody knows
  problem    TEXT                             -- JSON
) STRICT;

CREATE INDEX deeds_of_account ON deeds (account_id, id);

-- Posts that were heeded, so that the same one is not heeded twice. Nothing of what they said is kept.
CREATE TABLE heard_posts (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  key        TEXT NOT NULL,
  heard_at   INTEGER NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX heard_posts_by_age ON heard_posts (heard_at);
