-- Campaigns worth sending: what they say, to whom, who said no, and what came of them.

-- What is sent (campaigns, deliveries) ---------------------------------------------------------------------------------

ALTER TABLE campaigns ADD COLUMN content TEXT;                       -- JSON; NULL in older ones: `template` alone
ALTER TABLE campaigns ADD COLUMN exclusions TEXT;                    -- JSON; NULL in older ones: none
ALTER TABLE campaigns ADD COLUMN seed INTEGER NOT NULL DEFAULT 0;    -- of the choice among versions and variants
ALTER TABLE campaigns ADD COLUMN begins_early INTEGER NOT NULL DEFAULT 0; -- on rows that are ready while the import goes on
ALTER TABLE campaigns ADD COLUMN follows INTEGER;                    -- the campaign that this one repeats or follows up

ALTER TABLE deliveries ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- which text of the campaign, from 0
ALTER TABLE deliveries ADD COLUMN payload TEXT;                       -- JSON: what leaves beside the text (parameters of a template)
ALTER TABLE deliveries ADD COLUMN delivered_at INTEGER;               -- when the account told of it first, like the next three
ALTER TABLE deliveries ADD COLUMN read_at INTEGER;
ALTER TABLE deliveries ADD COLUMN replied_at INTEGER;
ALTER TABLE deliveries ADD COLUMN opted_out_at INTEGER;               -- this message was answered or refused with an opt-out

-- What one person got, over all campaigns: caps, and the same text twice.
CREATE INDEX deliveries_got ON deliveries (person, accepted_at) WHERE accepted_at IS NOT NULL;

-- How far the account's messages have been listened to for replies. By the account's clock, milliseconds.
ALTER TABLE accounts ADD COLUMN heard_to INTEGER;

-- Opt-outs, of one account or (0) of all; with what proves them ---------------------------------------------------------

CREATE TABLE optouts_of_account (
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
INSERT INTO optouts_of_account (person, account_id, phone, source, added_at, heard_at)
  SELECT person, 0, phone, source, added_at, added_at FROM optouts;
DROP TABLE optouts;
ALTER TABLE optouts_of_account RENAME TO optouts;
CREATE INDEX optouts_latest ON optouts (added_at, person);
CREATE INDEX optouts_to_tell ON optouts (account_id, added_at) WHERE told_at IS NULL;
CREATE INDEX optouts_to_confirm ON optouts (account_id, added_at) WHERE confirming = 1;

-- Who may be written to again: what an older reply, heard twice, must not undo, and what the account has yet to hear.
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
CREATE INDEX optins_to_tell ON optins (account_id, lifted_at) WHERE told_at IS NULL;

-- Audiences and block lists -----------------------------------------------------------------------------------------------

ALTER TABLE imports ADD COLUMN kind TEXT NOT NULL DEFAULT 'sheet';    -- 'sheet', or 'list': people chosen from elsewhere

CREATE TABLE saved_audiences (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  key        TEXT NOT NULL UNIQUE,            -- the name as names are compared
  definition TEXT NOT NULL,                   -- JSON
  saved_at   INTEGER NOT NULL
) STRICT;

-- Numbers that nobody may write to, from a file such as a register of those who want no advertising.
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

-- A million people to a bucket, by the last six digits of their person key: 4 bytes each, in order.
CREATE TABLE block_numbers (
  list_id INTEGER NOT NULL REFERENCES block_lists (id) ON DELETE CASCADE,
  bucket  INTEGER NOT NULL,
  numbers BLOB NOT NULL,
  PRIMARY KEY (list_id, bucket)
) STRICT, WITHOUT ROWID;

-- Contacts that the account itself marks as not to be written to, and when it was asked.
CREATE TABLE refusals (
  account_id INTEGER NOT NULL,
  person     TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('unsubscribed', 'blocked')),
  service_id TEXT NOT NULL,
  PRIMARY KEY (account_id, person, kind, service_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE refusal_readings (
  account_id INTEGER NOT NULL,
  service_id TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('unsubscribed', 'blocked')),
  read_at    INTEGER NOT NULL,
  was_told   INTEGER NOT NULL CHECK (was_told IN (0, 1)),
  PRIMARY KEY (account_id, service_id, kind)
) STRICT, WITHOUT ROWID;

-- Privacy: consent, erasure, retention -----------------------------------------------------------------------------------

-- What a sheet, or the person, said about being written to.
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

-- Whom Malote has forgotten: the salted hash of the person, so that a sheet that brings them back is refused.
CREATE TABLE erasures (
  hash      TEXT PRIMARY KEY,
  receipt   TEXT NOT NULL,                    -- its number, without personal data
  erased_at INTEGER NOT NULL,
  counts    TEXT NOT NULL                     -- JSON: how many of what were erased
) STRICT, WITHOUT ROWID;

CREATE TABLE retention_journal (
  id      INTEGER PRIMARY KEY,
  done_at INTEGER NOT NULL,
  what    TEXT NOT NULL CHECK (what IN ('import', 'campaign', 'files', 'contacts')),
  subject TEXT NOT NULL,                      -- the job, such as i12; blank: none
  count   INTEGER NOT NULL
) STRICT;
ALTER TABLE imports ADD COLUMN wiped_at INTEGER;    -- its personal data was removed; the counts stay
ALTER TABLE campaigns ADD COLUMN wiped_at INTEGER;

-- Reports ------------------------------------------------------------------------------------------------------------------

-- Few of the deliveries: who answered and who opted out is counted at each look of the monitor.
CREATE INDEX deliveries_replied ON deliveries (campaign_id) WHERE replied_at IS NOT NULL;
CREATE INDEX deliveries_opted_out ON deliveries (campaign_id) WHERE opted_out_at IS NOT NULL;

-- Plans, routines, saved texts ------------------------------------------------------------------------------------------------

-- Which import a plan began: the same plan with the same sheet goes on with it instead of beginning anew.
CREATE TABLE plan_runs (
  key       TEXT PRIMARY KEY,                 -- SHA-256 of what the plan says and of the bytes of its sheet
  import_id INTEGER NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  begun_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The plan that an import follows in the window.
CREATE TABLE import_plans (
  import_id  INTEGER PRIMARY KEY REFERENCES imports (id) ON DELETE CASCADE,
  file_name  TEXT NOT NULL,
  folder     TEXT,                            -- where the plan stands, for the files that it names; NULL: not known
  plan       TEXT NOT NULL,                   -- JSON
  sheet_hash TEXT,                            -- SHA-256 of the bytes of the sheet; NULL: they could not be read
  lacks      TEXT NOT NULL                    -- JSON: what it asks for and is not there, until a person has seen it
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
-- Never the same sheet twice, and never twice at once.
CREATE UNIQUE INDEX routine_runs_once ON routine_runs (routine_id, fingerprint) WHERE fingerprint IS NOT NULL;
CREATE UNIQUE INDEX routine_runs_open ON routine_runs (routine_id) WHERE ended_at IS NULL;

CREATE TABLE saved_texts (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL,
  key      TEXT NOT NULL UNIQUE,             -- the name as it is compared: accents and capitals do not count
  template TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;
