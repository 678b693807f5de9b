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
  said       TEXT,                            -- the person's own words, or the line of the list that it came with
  delivery_id INTEGER,                        -- the message that was answered or refused
  told_at    INTEGER,                         -- when the contact was marked in the account; NULL: not yet
  PRIMARY KEY (person, account_id)
) STRICT, WITHOUT ROWID;
INSERT INTO optouts_of_account (person, account_id, phone, source, added_at)
  SELECT person, 0, phone, source, added_at FROM optouts;
DROP TABLE optouts;
ALTER TABLE optouts_of_account RENAME TO optouts;

-- Audiences and block lists -----------------------------------------------------------------------------------------------

ALTER TABLE imports ADD COLUMN kind TEXT NOT NULL DEFAULT 'sheet';    -- 'sheet', or 'list': people chosen from elsewhere

-- Privacy: consent, erasure, retention -----------------------------------------------------------------------------------

-- Reports ------------------------------------------------------------------------------------------------------------------

-- Plans, routines, saved texts ------------------------------------------------------------------------------------------------
