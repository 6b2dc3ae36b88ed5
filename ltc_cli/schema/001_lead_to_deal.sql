-- The first schema: the history, the process, and the front half of the chain, from a lead to a won deal.
--
-- Every table that holds business facts is AUTOINCREMENT (ids are never reused, and the journal finds new rows
-- by the sequence), STRICT, and journaled: `journal.py` writes its triggers from its columns.
-- Instants are UTC milliseconds (`…_ms`), calendar dates are 'YYYY-MM-DD', money is minor units beside a currency.
-- Columns added by later migrations must allow NULL, so that digests of older rows stay what they were.

CREATE TABLE operation (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- the number people see in `ltc log`
  recorded_ms  INTEGER NOT NULL,                  -- when it was recorded (the second clock)
  verb         TEXT NOT NULL,                     -- "lead add"
  undoes       INTEGER REFERENCES operation(id),  -- the operation this one takes back
  actor        TEXT,                              -- who; payload, may be erased
  arguments    TEXT,                              -- the words typed, as JSON; payload
  note         TEXT,                              -- --note; payload
  salt         TEXT,                              -- blanked by erase, after which the payload cannot be proved
  payload_hash TEXT,                              -- H(salt | payload); kept by erase
  digest       TEXT                               -- H(previous digest | header | payload_hash)
) STRICT;
CREATE INDEX operation_undoes ON operation(undoes) WHERE undoes IS NOT NULL;

CREATE TABLE change (
  id           INTEGER PRIMARY KEY,               -- in the order the changes were made
  operation_id INTEGER NOT NULL REFERENCES operation(id), -- NULL is refused: no change without an operation
  tbl          TEXT NOT NULL,                     -- the table
  row_id       INTEGER NOT NULL,                  -- the row, or the first of a range of new rows
  last_id      INTEGER,                           -- the last of a range of new rows
  kind         TEXT NOT NULL CHECK (kind = 'I' OR kind = 'U' OR kind = 'D'),
  old          TEXT                               -- ` column=literal` of what changed (U) or of the row (D)
) STRICT;
CREATE INDEX change_row ON change(tbl, row_id);
CREATE INDEX change_operation ON change(operation_id);

CREATE TABLE now_op (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  id   INTEGER,                                   -- the operation under way; NULL between operations
  kind TEXT                                       -- 'undo' and 'erase' may remove events, nothing else may
) STRICT;
INSERT INTO now_op(one) VALUES (1);

CREATE TABLE process (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- the version; the newest is in force
  applied_ms INTEGER NOT NULL,
  body       TEXT NOT NULL                        -- the parsed process as JSON
) STRICT;

CREATE TABLE member (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL CHECK (name <> ''),  -- who owns records; the actor when it is you
  name_key     TEXT NOT NULL UNIQUE,              -- casefolded
  email        TEXT,
  team         TEXT,
  active_since TEXT,                              -- first day, NULL: always
  active_until TEXT,                              -- last day, NULL: still
  external_id  TEXT UNIQUE,
  created_ms   INTEGER NOT NULL,
  fields       TEXT                               -- custom fields as JSON, by field id
) STRICT;

CREATE TABLE channel (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (name <> ''),    -- where leads come from: "referral"
  name_key   TEXT NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL,
  external_id TEXT UNIQUE
) STRICT;

CREATE TABLE channel_alias (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id INTEGER NOT NULL REFERENCES channel(id),
  alias      TEXT NOT NULL CHECK (alias <> ''),   -- another spelling, read as the channel
  alias_key  TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX channel_alias_channel ON channel_alias(channel_id);

CREATE TABLE campaign (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  name         TEXT NOT NULL CHECK (name <> ''),
  name_key     TEXT NOT NULL UNIQUE,
  channel_id   INTEGER REFERENCES channel(id),
  since        TEXT,                              -- first day it ran
  until        TEXT,                              -- last day
  budget_minor INTEGER CHECK (budget_minor >= 0), -- what it may cost
  currency     TEXT CHECK (length(currency) = 3),
  external_id  TEXT UNIQUE,
  created_ms   INTEGER NOT NULL,
  fields       TEXT
) STRICT;
CREATE INDEX campaign_channel ON campaign(channel_id);

CREATE TABLE account (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms  INTEGER NOT NULL,
  name        TEXT NOT NULL CHECK (name <> ''),   -- a company or a household
  name_key    TEXT NOT NULL,                      -- casefolded, blanks folded
  email       TEXT,
  email_key   TEXT,
  phone       TEXT,                               -- as written
  phone_key   TEXT,                               -- digits only, for finding
  website     TEXT,
  country     TEXT,                               -- ISO 3166 code or as written
  address     TEXT,
  channel_id  INTEGER REFERENCES channel(id),     -- the first source
  owner_id    INTEGER REFERENCES member(id),      -- NULL: in the pool
  tags        TEXT,                               -- JSON array of text
  external_id TEXT,
  fields      TEXT
) STRICT;
CREATE UNIQUE INDEX account_external ON account(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX account_name ON account(name_key);
CREATE INDEX account_email ON account(email_key) WHERE email_key IS NOT NULL;
CREATE INDEX account_created ON account(created_ms);

CREATE TABLE contact (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms  INTEGER NOT NULL,
  name        TEXT NOT NULL CHECK (name <> ''),   -- a person
  name_key    TEXT NOT NULL,
  email       TEXT,
  email_key   TEXT,
  phone       TEXT,
  phone_key   TEXT,
  language    TEXT,
  tags        TEXT,
  external_id TEXT,
  fields      TEXT
) STRICT;
CREATE UNIQUE INDEX contact_external ON contact(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_name ON contact(name_key);
CREATE INDEX contact_email ON contact(email_key) WHERE email_key IS NOT NULL;
CREATE INDEX contact_created ON contact(created_ms);

CREATE TABLE contact_account (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  role       TEXT,                                -- "buyer", "finance"
  UNIQUE (contact_id, account_id)
) STRICT;
CREATE INDEX contact_account_account ON contact_account(account_id);

CREATE TABLE lead (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms     INTEGER NOT NULL,                -- when it came in (effective)
  date_is_import INTEGER,                         -- 1: no date was given, the day of the import stands in
  name           TEXT,                            -- the person
  company        TEXT,
  email          TEXT,
  email_key      TEXT,
  phone          TEXT,
  phone_key      TEXT,
  status         TEXT NOT NULL,                   -- id of the status in the process: where it stands now
  kind           TEXT NOT NULL CHECK (kind = 'new' OR kind = 'working' OR kind = 'qualified' OR kind = 'converted' OR kind = 'disqualified'),
  channel_id     INTEGER REFERENCES channel(id),  -- the first source, NULL: unknown
  campaign_id    INTEGER REFERENCES campaign(id),
  owner_id       INTEGER REFERENCES member(id),   -- NULL: in the pool
  amount_minor   INTEGER CHECK (amount_minor >= 0), -- what it may be worth
  currency       TEXT CHECK (length(currency) = 3),
  country        TEXT,
  account_id     INTEGER REFERENCES account(id),  -- set by conversion
  contact_id     INTEGER REFERENCES contact(id),  -- set by conversion, or when the person is known
  tags           TEXT,
  is_test        INTEGER,                         -- 1: left out of every figure, and counted as such
  external_id    TEXT,
  fields         TEXT,
  CHECK (coalesce(name, company, email, phone, external_id) IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX lead_external ON lead(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX lead_created ON lead(created_ms, channel_id, is_test);
CREATE INDEX lead_email ON lead(email_key) WHERE email_key IS NOT NULL;
CREATE INDEX lead_phone ON lead(phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX lead_account ON lead(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX lead_contact ON lead(contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE deal (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms     INTEGER NOT NULL,
  title          TEXT NOT NULL CHECK (title <> ''),
  account_id     INTEGER REFERENCES account(id),
  contact_id     INTEGER REFERENCES contact(id),
  lead_id        INTEGER REFERENCES lead(id),     -- the lead it grew from, NULL: none
  pipeline       TEXT NOT NULL,                   -- id in the process
  stage          TEXT NOT NULL,                   -- id in the pipeline: where it stands now
  kind           TEXT NOT NULL CHECK (kind = 'open' OR kind = 'won' OR kind = 'lost' OR kind = 'void'),
  closed_ms      INTEGER,                         -- when it was last closed, NULL: open
  reason         TEXT,                            -- of the last loss or void
  amount_minor   INTEGER CHECK (amount_minor >= 0),
  currency       TEXT CHECK (length(currency) = 3),
  expected_close TEXT,                            -- the day it should be decided
  channel_id     INTEGER REFERENCES channel(id),
  owner_id       INTEGER REFERENCES member(id),
  tags           TEXT,
  is_test        INTEGER,
  external_id    TEXT,
  fields         TEXT
) STRICT;
CREATE UNIQUE INDEX deal_external ON deal(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX deal_created ON deal(created_ms);
CREATE INDEX deal_lead ON deal(lead_id, created_ms, is_test) WHERE lead_id IS NOT NULL;
CREATE INDEX deal_account ON deal(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX deal_contact ON deal(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX deal_stage ON deal(pipeline, stage) WHERE kind = 'open';

-- Events: append-only. What a record is now is the last of its events; where it began is its creation, for which
-- no row is written: a lead begins in the first status, a deal in the `from_stage` of its first event.
CREATE TABLE stage_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT, -- also the sequence: ties in time go by it
  entity       TEXT NOT NULL CHECK (entity = 'lead' OR entity = 'deal'),
  entity_id    INTEGER NOT NULL,
  pipeline     TEXT,                              -- of a deal
  from_stage   TEXT NOT NULL,
  to_stage     TEXT NOT NULL,
  from_kind    TEXT NOT NULL,
  to_kind      TEXT NOT NULL,
  effective_ms INTEGER NOT NULL,                  -- when it happened
  reason       TEXT                               -- why lost, disqualified, void
) STRICT;
CREATE INDEX stage_event_record ON stage_event(entity, entity_id, effective_ms);
CREATE INDEX stage_event_kind ON stage_event(entity, to_kind, effective_ms, entity_id);
CREATE INDEX stage_event_outcome ON stage_event(entity, entity_id, effective_ms, id, to_kind)
  WHERE (to_kind = 'won' OR to_kind = 'lost' OR to_kind = 'void' OR to_kind = 'disqualified'
  OR from_kind = 'won' OR from_kind = 'lost' OR from_kind = 'void' OR from_kind = 'disqualified');

CREATE TABLE deal_value (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id        INTEGER NOT NULL REFERENCES deal(id),
  effective_ms   INTEGER NOT NULL,
  amount_minor   INTEGER,
  currency       TEXT,
  expected_close TEXT
) STRICT;
CREATE INDEX deal_value_deal ON deal_value(deal_id, effective_ms);

CREATE TABLE owner_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  entity       TEXT NOT NULL CHECK (entity = 'lead' OR entity = 'account' OR entity = 'deal'),
  entity_id    INTEGER NOT NULL,
  from_id      INTEGER REFERENCES member(id),     -- NULL: from the pool
  to_id        INTEGER REFERENCES member(id),     -- NULL: into the pool
  effective_ms INTEGER NOT NULL,
  reason       TEXT                               -- "claim", "recycle"
) STRICT;
CREATE INDEX owner_event_record ON owner_event(entity, entity_id, effective_ms);

CREATE TABLE touch (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  entity      TEXT NOT NULL,                      -- any noun
  entity_id   INTEGER NOT NULL,
  at_ms       INTEGER NOT NULL,
  kind        TEXT NOT NULL CHECK (kind = 'note' OR kind = 'call' OR kind = 'mail' OR kind = 'meeting' OR kind = 'form'),
  inbound     INTEGER NOT NULL CHECK (inbound = 0 OR inbound = 1), -- 1: they came to us
  body        TEXT,
  channel_id  INTEGER REFERENCES channel(id),
  campaign_id INTEGER REFERENCES campaign(id),
  member_id   INTEGER REFERENCES member(id)
) STRICT;
CREATE INDEX touch_record ON touch(entity, entity_id, at_ms);

CREATE TABLE task (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  body       TEXT NOT NULL CHECK (body <> ''),
  due        TEXT,                                -- the day, NULL: some time
  entity     TEXT,                                -- the record it is about, if any
  entity_id  INTEGER,
  is_next    INTEGER,                             -- 1: the record's one next step
  owner_id   INTEGER REFERENCES member(id),
  done_ms    INTEGER,
  rule       TEXT,                                -- the follow-up rule that made it
  external_id TEXT UNIQUE
) STRICT;
CREATE INDEX task_record ON task(entity, entity_id);
CREATE INDEX task_due ON task(due) WHERE done_ms IS NULL;
CREATE UNIQUE INDEX task_next ON task(entity, entity_id) WHERE is_next = 1 AND done_ms IS NULL;

CREATE TABLE import_run (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  noun       TEXT NOT NULL,
  source     TEXT NOT NULL,                       -- the file's name, or "-"
  sha256     TEXT NOT NULL,                       -- of the bytes read
  mapping    TEXT NOT NULL,                       -- heading → field, as JSON
  read       INTEGER NOT NULL,
  new        INTEGER NOT NULL,
  updated    INTEGER NOT NULL,
  unchanged  INTEGER NOT NULL,
  rejected   INTEGER NOT NULL
) STRICT;

CREATE TABLE import_row (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id      INTEGER NOT NULL REFERENCES import_run(id),
  noun        TEXT NOT NULL,
  fingerprint TEXT NOT NULL,                      -- of a row without a key: its content and its n-th occurrence
  entity_id   INTEGER NOT NULL,                   -- the record it became
  UNIQUE (noun, fingerprint)
) STRICT;
CREATE INDEX import_row_run ON import_row(run_id);
