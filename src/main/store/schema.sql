-- All migrations together. Written by `npm run schema`, compared by a test.

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

CREATE TRIGGER deliveries_counted_in AFTER INSERT ON deliveries BEGIN
  INSERT INTO delivery_counts VALUES (NEW.campaign_id, NEW.state, ifnull(NEW.problem, ''), 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

CREATE TRIGGER deliveries_counted_on AFTER UPDATE OF state, problem ON deliveries
WHEN OLD.state <> NEW.state OR OLD.problem IS NOT NEW.problem BEGIN
  UPDATE delivery_counts SET count = count - 1
  WHERE campaign_id = OLD.campaign_id AND state = OLD.state AND problem = ifnull(OLD.problem, '');
  INSERT INTO delivery_counts VALUES (NEW.campaign_id, NEW.state, ifnull(NEW.problem, ''), 1)
  ON CONFLICT DO UPDATE SET count = count + 1;
END;

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

CREATE TABLE accounts (
  id           INTEGER PRIMARY KEY,
  kind         TEXT NOT NULL CHECK (kind IN ('digisac', 'practice')),
  address      TEXT NOT NULL UNIQUE,         -- origin, or 'practice:' (its port differs from start to start)
  name         TEXT NOT NULL,
  user         TEXT,                         -- JSON
  services     TEXT NOT NULL DEFAULT '[]',   -- JSON
  dialect      TEXT NOT NULL,                -- JSON: how this account answers, as learned
  clock_skew   REAL NOT NULL DEFAULT 0,      -- server minus local, milliseconds
  probed_at    INTEGER,
  created_at   INTEGER NOT NULL,
  forgotten_at INTEGER
, heard_to INTEGER, color TEXT NOT NULL DEFAULT 'blue', email TEXT) STRICT;

CREATE TABLE action_counts (
  action_id INTEGER NOT NULL REFERENCES actions (id) ON DELETE CASCADE,
  state     TEXT NOT NULL,
  problem   TEXT NOT NULL,
  count     INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (action_id, state, problem)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE block_lists (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT NOT NULL,
  source      TEXT NOT NULL,                  -- where it comes from, in a person's words
  dated       TEXT NOT NULL,                  -- the day of the list itself: 2026-11-23
  good_for    INTEGER,                        -- days from then; NULL: for ever
  areas       TEXT NOT NULL,                  -- JSON: area codes that it is limited to; none: not limited
  file_name   TEXT NOT NULL,
  numbers     INTEGER NOT NULL,               -- people
  not_numbers INTEGER NOT NULL,               -- lines without a number that could be read
  elsewhere   INTEGER NOT NULL,               -- lines of other area codes
  loaded_at   INTEGER NOT NULL,
  is_complete INTEGER NOT NULL CHECK (is_complete IN (0, 1)) -- 0: its numbers are still being written down
) STRICT;

CREATE TABLE block_numbers (
  list_id INTEGER NOT NULL REFERENCES block_lists (id) ON DELETE CASCADE,
  bucket  INTEGER NOT NULL,
  numbers BLOB NOT NULL,
  PRIMARY KEY (list_id, bucket)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaigns (
  id          INTEGER PRIMARY KEY,
  account_id  INTEGER NOT NULL REFERENCES accounts (id),
  import_id   INTEGER NOT NULL REFERENCES imports (id),
  service_id  TEXT NOT NULL,
  name        TEXT NOT NULL,
  template    TEXT NOT NULL,
  pace        TEXT NOT NULL,                 -- JSON
  in_doubt    TEXT NOT NULL CHECK (in_doubt IN ('settle', 'hold')),
  open_ticket INTEGER NOT NULL,
  phase       TEXT NOT NULL,
  status      TEXT NOT NULL,
  reason      TEXT,                          -- JSON: a problem
  enlisted_to INTEGER NOT NULL DEFAULT 0,    -- rows of the import up to this one have their delivery
  taken       INTEGER NOT NULL DEFAULT 0,    -- messages since the last start or resume, for the `max` of the pace
  created_at  INTEGER NOT NULL,
  finished_at INTEGER
, recalled_to INTEGER, content TEXT, exclusions TEXT, seed INTEGER NOT NULL DEFAULT 0, begins_early INTEGER NOT NULL DEFAULT 0, follows INTEGER, wiped_at INTEGER) STRICT;

CREATE TABLE checks (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  service_id TEXT NOT NULL,
  phone      TEXT NOT NULL,
  verdict    TEXT NOT NULL,
  wa_number  TEXT,
  checked_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, service_id, phone)
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
  person     TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  import_id  INTEGER NOT NULL,                -- 0: the person said so in a reply
  line       INTEGER NOT NULL,                -- of the sheet; 0: a reply
  agrees     INTEGER NOT NULL CHECK (agrees IN (0, 1)),
  said       TEXT NOT NULL,                   -- the cell, or the reply
  dated      TEXT NOT NULL,                   -- as it stands in the sheet; blank: not told
  named      TEXT NOT NULL,                   -- the columns it was taken from, as they are called
  basis      TEXT,                            -- the legal basis of the list, as it was then
  noted_at   INTEGER NOT NULL,
  PRIMARY KEY (person, account_id, import_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_changes (
  import_id  INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  row_no     INTEGER NOT NULL,
  contact_id TEXT NOT NULL,
  before     TEXT NOT NULL,                   -- JSON: {name, fields: {id: value}, tagIds}, what was there, only of what changed
  after      TEXT NOT NULL,                   -- JSON: the same, as this import wants it
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (import_id, row_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE contacts (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  service_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  number     TEXT NOT NULL,
  person     TEXT NOT NULL,
  name       TEXT NOT NULL,
  valid      INTEGER,                        -- 1, 0, or NULL: the account does not say
  seen_at    INTEGER NOT NULL,
  PRIMARY KEY (account_id, service_id, contact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE deeds (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  deed       TEXT NOT NULL,
  subject    TEXT NOT NULL,                   -- name of the connection, or of the webhook
  begun_at   INTEGER NOT NULL,
  ended_at   INTEGER,                         -- NULL: nobody knows
  problem    TEXT                             -- JSON
) STRICT;

CREATE TABLE deliveries (
  id          INTEGER PRIMARY KEY,
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
  account_id  INTEGER NOT NULL REFERENCES accounts (id),
  row_no      INTEGER NOT NULL,
  contact_id  TEXT NOT NULL,
  phone       TEXT NOT NULL,
  person      TEXT NOT NULL,
  text        TEXT NOT NULL,                 -- final: what is sent is what was shown
  state       TEXT NOT NULL,
  problem     TEXT,
  facts       TEXT,                          -- JSON: the problem whole, where it has facts
  attempts    INTEGER NOT NULL DEFAULT 0,    -- counted when taken, so that a killed attempt counts
  not_before  INTEGER NOT NULL DEFAULT 0,
  intent_at   INTEGER,
  message_id  TEXT,
  accepted_at INTEGER,
  poll_at     INTEGER,                       -- when to ask for the receipt; NULL: no more
  polls       INTEGER NOT NULL DEFAULT 0,
  updated_at  INTEGER NOT NULL
, intent_server_at INTEGER, version INTEGER NOT NULL DEFAULT 0, payload TEXT, delivered_at INTEGER, read_at INTEGER, replied_at INTEGER, opted_out_at INTEGER) STRICT;

CREATE TABLE delivery_counts (
  campaign_id INTEGER NOT NULL REFERENCES campaigns (id),
  state       TEXT NOT NULL,
  problem     TEXT NOT NULL,
  count       INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (campaign_id, state, problem)
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

CREATE TABLE edit_steps (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  step      INTEGER NOT NULL,
  kind      TEXT NOT NULL CHECK (kind IN ('cell', 'alike', 'replace', 'exclude', 'include')),
  is_done   INTEGER NOT NULL CHECK (is_done IN (0, 1)),
  changes   INTEGER NOT NULL DEFAULT 0,
  made_at   INTEGER NOT NULL,
  PRIMARY KEY (import_id, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE erasures (
  hash      TEXT PRIMARY KEY,
  receipt   TEXT NOT NULL,                    -- its number, without personal data
  erased_at INTEGER NOT NULL,
  counts    TEXT NOT NULL                     -- JSON: how many of what were erased
) STRICT, WITHOUT ROWID;

CREATE TABLE export_gaps (
  export_id INTEGER NOT NULL REFERENCES exports (id) ON DELETE CASCADE,
  gap_no    INTEGER NOT NULL,
  ticket_id TEXT,
  protocol  TEXT,
  problem   TEXT NOT NULL,                    -- JSON
  PRIMARY KEY (export_id, gap_no)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE heard_posts (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  key        TEXT NOT NULL,
  heard_at   INTEGER NOT NULL,
  PRIMARY KEY (account_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_plans (
  import_id  INTEGER PRIMARY KEY REFERENCES imports (id) ON DELETE CASCADE,
  file_name  TEXT NOT NULL,
  folder     TEXT,                            -- where the plan stands, for the files that it names; NULL: not known
  plan       TEXT NOT NULL,                   -- JSON
  sheet_hash TEXT,                            -- SHA-256 of the bytes of the sheet; NULL: they could not be read
  lacks      TEXT NOT NULL                    -- JSON: what it asks for and is not there, until a person has seen it
) STRICT;

CREATE TABLE imports (
  id            INTEGER PRIMARY KEY,
  account_id    INTEGER REFERENCES accounts (id),
  path          TEXT NOT NULL,
  file_name     TEXT NOT NULL,
  file_bytes    INTEGER NOT NULL,
  findings      TEXT,                        -- JSON
  guesses       TEXT NOT NULL DEFAULT '[]',  -- JSON
  mapping       TEXT NOT NULL DEFAULT '[]',  -- JSON
  signature     TEXT,                        -- the shape of the sheet, to remember mappings by
  options       TEXT NOT NULL,               -- JSON
  phase         TEXT NOT NULL,
  status        TEXT NOT NULL,
  reason        TEXT,                        -- JSON: a problem
  row_total     INTEGER NOT NULL DEFAULT 0,
  bytes_read    INTEGER NOT NULL DEFAULT 0,
  normalised_to INTEGER NOT NULL DEFAULT 0,  -- the pass of normalising has done the rows up to this one
  created_at    INTEGER NOT NULL,
  finished_at   INTEGER
, mended TEXT, corrections TEXT, kind TEXT NOT NULL DEFAULT 'sheet', wiped_at INTEGER) STRICT;

CREATE TABLE lineage (
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  generation INTEGER NOT NULL,
  identity   TEXT NOT NULL                   -- of the file that it was in
) STRICT;

CREATE TABLE optins (
  person     TEXT NOT NULL,
  account_id INTEGER NOT NULL,
  phone      TEXT NOT NULL,
  source     TEXT NOT NULL CHECK (source IN ('user', 'reply')),
  lifted_at  INTEGER NOT NULL,
  said       TEXT,                            -- the person's own words
  heard_at   INTEGER NOT NULL,                -- when the opt-out that it lifted was said last
  told_at    INTEGER,                         -- when the account was told; NULL: not yet
  PRIMARY KEY (person, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "optouts" (
  person     TEXT NOT NULL,
  account_id INTEGER NOT NULL,                -- 0: of every account
  phone      TEXT NOT NULL,
  source     TEXT NOT NULL CHECK (source IN ('user', 'reply', 'refusal', 'account', 'import')),
  added_at   INTEGER NOT NULL,
  heard_at   INTEGER NOT NULL,                -- when it was said last: the person may have repeated it
  said       TEXT,                            -- the person's own words, or the line of the list that it came with
  delivery_id INTEGER,                        -- the message that was answered or refused
  told_at    INTEGER,                         -- when the contact was marked in the account; NULL: not yet
  told       TEXT CHECK (told IN ('marked', 'noContact', 'refused')), -- what came of it
  confirming INTEGER NOT NULL DEFAULT 0,      -- 1: a last message is owed that confirms it
  PRIMARY KEY (person, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE "pace_ledger" (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  lane       TEXT NOT NULL CHECK (lane IN ('messages', 'checks', 'actions')),
  started_at INTEGER NOT NULL,
  ended_at   INTEGER                         -- NULL: no answer yet
) STRICT;

CREATE TABLE plan_runs (
  key       TEXT PRIMARY KEY,                 -- SHA-256 of what the plan says and of the bytes of its sheet
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  begun_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE refusal_readings (
  account_id INTEGER NOT NULL,
  service_id TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('unsubscribed', 'blocked')),
  read_at    INTEGER NOT NULL,
  was_told   INTEGER NOT NULL CHECK (was_told IN (0, 1)),
  PRIMARY KEY (account_id, service_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE refusals (
  account_id INTEGER NOT NULL,
  person     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('unsubscribed', 'blocked')),
  service_id TEXT NOT NULL,
  PRIMARY KEY (account_id, person, kind, service_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE refused_requests (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  request    TEXT NOT NULL,                   -- name of the client's function
  detail     TEXT NOT NULL,                   -- in the account's words
  refused_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, request)
) STRICT, WITHOUT ROWID;

CREATE TABLE requests (
  id         INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  import_id  INTEGER REFERENCES imports (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL,
  subject    TEXT NOT NULL,                  -- JSON: row numbers, or names; no personal data
  state      TEXT NOT NULL CHECK (state IN ('open', 'done', 'none', 'unknown')),
  status     INTEGER,
  begun_at   INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;

CREATE TABLE "retention_journal" (
  id      INTEGER PRIMARY KEY,
  done_at INTEGER NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('import', 'campaign', 'action', 'files', 'contacts')),
  subject TEXT NOT NULL,                      -- the job, such as i12; blank: none
  count   INTEGER NOT NULL
) STRICT;

CREATE TABLE routine_runs (
  id          INTEGER PRIMARY KEY,
  routine_id  INTEGER NOT NULL REFERENCES routines (id) ON DELETE CASCADE,
  due_at      INTEGER NOT NULL,
  state       TEXT NOT NULL,
  reason      TEXT,                           -- JSON: a problem
  file_name   TEXT,
  fingerprint TEXT,                           -- SHA-256 of the bytes of the sheet
  import_id   INTEGER,
  campaign_id INTEGER,
  begun_at    INTEGER NOT NULL,
  ended_at    INTEGER
) STRICT;

CREATE TABLE routines (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  setup      TEXT NOT NULL,                   -- JSON: when, from where, and whether it asks
  what       TEXT NOT NULL,                   -- JSON: how a sheet is read and what is sent
  is_paused  INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
  next_at    INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE row_counts (
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  state     TEXT NOT NULL,
  problem   TEXT NOT NULL,
  verdict   TEXT NOT NULL,
  origin    TEXT NOT NULL,
  count     INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (import_id, state, problem, verdict, origin)
) STRICT, WITHOUT ROWID;

CREATE TABLE rows (
  import_id  INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  row_no     INTEGER NOT NULL,               -- 1, 2, 3 … without gaps
  line       INTEGER NOT NULL,               -- where it starts in the file
  cells      TEXT NOT NULL,                  -- JSON: as they came, never changed (law 6)
  state      TEXT NOT NULL,
  problem    TEXT,                           -- its kind
  facts      TEXT,                           -- JSON: the problem whole, where it has facts
  notes      TEXT,                           -- what was done to the number, comma-separated
  phone      TEXT,                           -- E.164 digits
  person     TEXT,                           -- both forms of the ninth digit are one person
  verdict    TEXT,
  wa_number  TEXT,                           -- the canonical number that the account gave
  origin     TEXT,
  contact_id TEXT,
  pending    TEXT, edits TEXT,                           -- what its contact still lacks: 'fields'
  PRIMARY KEY (import_id, row_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_audiences (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  key        TEXT NOT NULL UNIQUE,            -- the name as names are compared
  definition TEXT NOT NULL,                   -- JSON
  saved_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_mappings (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  key      TEXT NOT NULL UNIQUE,              -- the name without capitals and accents
  columns  TEXT NOT NULL,                     -- JSON: [{name, target}]
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_texts (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  key      TEXT NOT NULL UNIQUE,             -- the name as it is compared: accents and capitals do not count
  template TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sending_days (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  service_id TEXT NOT NULL,
  day        TEXT NOT NULL,                  -- YYYY-MM-DD
  messages   INTEGER NOT NULL CHECK (messages >= 0),
  PRIMARY KEY (account_id, service_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE sqlite_sequence(name,seq);

CREATE TABLE undo_counts (
  import_id INTEGER NOT NULL REFERENCES undos (import_id) ON DELETE CASCADE,
  action    TEXT NOT NULL,
  state     TEXT NOT NULL,
  problem   TEXT NOT NULL,
  count     INTEGER NOT NULL CHECK (count >= 0),
  PRIMARY KEY (import_id, action, state, problem)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX action_items_by_state ON action_items (action_id, state, item_no);

CREATE INDEX action_items_of_contact ON action_items (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX contacts_by_person ON contacts (account_id, service_id, person);

CREATE INDEX deeds_of_account ON deeds (account_id, id);

CREATE INDEX deliveries_accepted ON deliveries (account_id, accepted_at) WHERE accepted_at IS NOT NULL;

CREATE INDEX deliveries_by_state ON deliveries (campaign_id, state, problem, id);

CREATE INDEX deliveries_got ON deliveries (person, accepted_at) WHERE accepted_at IS NOT NULL;

CREATE INDEX deliveries_latest ON deliveries (campaign_id, updated_at);

CREATE INDEX deliveries_of_contact ON deliveries (account_id, contact_id);

CREATE INDEX deliveries_of_person ON deliveries (person) WHERE state = 'queued';

CREATE UNIQUE INDEX deliveries_once_per_contact ON deliveries (campaign_id, contact_id) WHERE state <> 'skipped';

CREATE UNIQUE INDEX deliveries_once_per_row ON deliveries (campaign_id, row_no);

CREATE INDEX deliveries_open ON deliveries (campaign_id, id) WHERE state IN ('sending', 'inDoubt');

CREATE INDEX deliveries_opted_out ON deliveries (campaign_id) WHERE opted_out_at IS NOT NULL;

CREATE INDEX deliveries_queued ON deliveries (campaign_id, not_before, id) WHERE state = 'queued';

CREATE INDEX deliveries_replied ON deliveries (campaign_id) WHERE replied_at IS NOT NULL;

CREATE INDEX deliveries_to_poll ON deliveries (account_id, poll_at) WHERE poll_at IS NOT NULL;

CREATE INDEX deliveries_to_retry ON deliveries (campaign_id) WHERE state = 'failed' AND message_id IS NULL;

CREATE INDEX deliveries_under_way ON deliveries (id) WHERE state = 'sending';

CREATE INDEX heard_posts_by_age ON heard_posts (heard_at);

CREATE INDEX optins_to_tell ON optins (account_id, lifted_at) WHERE told_at IS NULL;

CREATE INDEX optouts_latest ON optouts (added_at, person);

CREATE INDEX optouts_to_confirm ON optouts (account_id, added_at) WHERE confirming = 1;

CREATE INDEX optouts_to_tell ON optouts (account_id, added_at) WHERE told_at IS NULL;

CREATE INDEX pace_ledger_ended ON pace_ledger (account_id, lane, ended_at);

CREATE INDEX pace_ledger_open ON pace_ledger (account_id, lane) WHERE ended_at IS NULL;

CREATE INDEX pace_ledger_recent ON pace_ledger (account_id, lane, started_at);

CREATE INDEX requests_of_import ON requests (import_id);

CREATE INDEX requests_open ON requests (account_id) WHERE state = 'open';

CREATE UNIQUE INDEX routine_runs_once ON routine_runs (routine_id, fingerprint) WHERE fingerprint IS NOT NULL;

CREATE UNIQUE INDEX routine_runs_open ON routine_runs (routine_id) WHERE ended_at IS NULL;

CREATE INDEX rows_by_contact ON rows (contact_id) WHERE contact_id IS NOT NULL;

CREATE INDEX rows_by_state ON rows (import_id, state, problem, row_no);

CREATE INDEX undo_rows_by_state ON undo_rows (import_id, state, row_no);
