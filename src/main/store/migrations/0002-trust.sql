-- What a log needs that is trusted with a name: numbers that warm up, and databases that were restored.

-- 'all': the database is a copy, or was restored. The account is asked about everything it calls unsent before any of
-- it goes out (law 2). 'next': about the next ones.
ALTER TABLE campaigns ADD COLUMN recall TEXT NOT NULL DEFAULT 'next' CHECK (recall IN ('next', 'all'));

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

-- What a start and a snapshot look for among a million deliveries.
CREATE INDEX deliveries_under_way ON deliveries (id) WHERE state = 'sending';
CREATE INDEX deliveries_to_retry ON deliveries (campaign_id) WHERE state = 'failed' AND message_id IS NULL;
CREATE INDEX pace_ledger_ended ON pace_ledger (account_id, lane, ended_at);
