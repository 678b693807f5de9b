-- What a log needs that is trusted with a name: numbers that warm up, and databases that were restored.

-- Which database this is: grows with every opening. A file beside it says the same; where they part, it was restored.
CREATE TABLE lineage (
  only       INTEGER PRIMARY KEY CHECK (only = 1),
  generation INTEGER NOT NULL,
  identity   TEXT NOT NULL                   -- of the file that it was in
) STRICT;

-- The database is a copy, or was restored: the account is asked about all that this campaign calls unsent before any of
-- it goes out (law 2). How far that has come, as a delivery's id. NULL: only about the next ones.
ALTER TABLE campaigns ADD COLUMN recalled_to INTEGER;

-- The days on which a connection has sent, as the campaign's time zone counts them: a new number begins with few.
CREATE TABLE sending_days (
  account_id INTEGER NOT NULL REFERENCES accounts (id),
  service_id TEXT NOT NULL,
  day        TEXT NOT NULL,                  -- YYYY-MM-DD
  messages   INTEGER NOT NULL CHECK (messages >= 0),
  PRIMARY KEY (account_id, service_id, day)
) STRICT, WITHOUT ROWID;

INSERT INTO sending_days
SELECT d.account_id, c.service_id, date(d.accepted_at / 1000, 'unixepoch', '-3 hours'), count(*)
FROM deliveries d JOIN campaigns c ON c.id = d.campaign_id
WHERE d.accepted_at IS NOT NULL GROUP BY 1, 2, 3;

-- The moment of the intent by the account's clock, which nobody here can set: what was said since then may be it.
ALTER TABLE deliveries ADD COLUMN intent_server_at INTEGER;

-- What a start and a snapshot look for among a million deliveries.
CREATE INDEX deliveries_under_way ON deliveries (id) WHERE state = 'sending';
CREATE INDEX deliveries_to_retry ON deliveries (campaign_id) WHERE state = 'failed' AND message_id IS NULL;
CREATE INDEX pace_ledger_ended ON pace_ledger (account_id, lane, ended_at);
