-- The third schema: where every record came from, what could not be taken in, headings that are remembered, the names
-- under which records that were merged into others are still found; costs, surveys, forecasts and reviews.

-- Rows of an imported table that became, or changed, records whose ids follow one another as their lines do.
CREATE TABLE import_part (
  id       INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id   INTEGER NOT NULL REFERENCES import_run(id),
  entity   TEXT NOT NULL,                         -- any noun
  first_id INTEGER NOT NULL,
  last_id  INTEGER NOT NULL,
  line     INTEGER NOT NULL CHECK (line >= 1),    -- of the first; each next one stands on the next line
  action   TEXT NOT NULL CHECK (action = 'new' OR action = 'updated'),
  CHECK (first_id <= last_id)
) STRICT;
CREATE INDEX import_part_record ON import_part(entity, first_id, last_id);
CREATE INDEX import_part_run ON import_part(run_id);

CREATE TABLE import_reject (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES import_run(id),
  line   INTEGER NOT NULL,
  col    TEXT NOT NULL,                           -- the heading of the cell, or the place of a cell without one
  reason TEXT NOT NULL,
  body   TEXT NOT NULL                            -- the row's cells as a JSON array
) STRICT;
CREATE INDEX import_reject_run ON import_reject(run_id, line);

ALTER TABLE import_run ADD COLUMN headings TEXT;  -- of the table, as a JSON array
ALTER TABLE import_run ADD COLUMN format TEXT;    -- what it was read as: "csv ; utf-8"
ALTER TABLE import_run ADD COLUMN zoneless INTEGER; -- instants that named no time zone and were read in the business's

-- What the headings of a table mean, kept under a name: `--mapping crm`.
CREATE TABLE mapping (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  name       TEXT NOT NULL CHECK (name <> ''),
  name_key   TEXT NOT NULL,
  noun       TEXT NOT NULL,                       -- whose import it is for
  body       TEXT NOT NULL,                       -- the options of the import, as JSON
  UNIQUE (noun, name_key)
) STRICT;

-- How a record that was merged into another is still found: by its number and its keys.
CREATE TABLE alias (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  entity    TEXT NOT NULL CHECK (entity = 'lead' OR entity = 'account' OR entity = 'contact'),
  field     TEXT NOT NULL,                        -- 'id', or the column of a key: 'external_id', 'email_key', …
  value     TEXT NOT NULL,
  entity_id INTEGER NOT NULL                      -- the record that stands for it now
) STRICT;
CREATE INDEX alias_value ON alias(entity, field, value);
CREATE INDEX alias_record ON alias(entity, entity_id);

-- A merge moves the documents of one account or contact to another; all else of what was issued stays as it is.
DROP TRIGGER invoice_issued_fixed;
CREATE TRIGGER invoice_issued_fixed BEFORE UPDATE ON invoice
WHEN old.status = 'issued' AND (
  ((SELECT kind FROM now_op) IS NOT 'merge' AND (SELECT kind FROM now_op) IS NOT 'undo')
  OR old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.order_id IS NOT new.order_id
  OR old.contract_id IS NOT new.contract_id OR old.instalment_id IS NOT new.instalment_id OR old.what IS NOT new.what
  OR old.status IS NOT new.status OR old.series IS NOT new.series OR old.year IS NOT new.year OR old.n IS NOT new.n
  OR old.number IS NOT new.number OR old.issued_on IS NOT new.issued_on OR old.issued_ms IS NOT new.issued_ms
  OR old.due_on IS NOT new.due_on OR old.terms_days IS NOT new.terms_days OR old.currency IS NOT new.currency
  OR old.gross IS NOT new.gross OR old.discount_ppm IS NOT new.discount_ppm
  OR old.discount_minor IS NOT new.discount_minor OR old.net_minor IS NOT new.net_minor
  OR old.tax_minor IS NOT new.tax_minor OR old.total_minor IS NOT new.total_minor OR old.rate IS NOT new.rate
  OR old.base_net_minor IS NOT new.base_net_minor OR old.base_total_minor IS NOT new.base_total_minor
  OR old.base_currency IS NOT new.base_currency OR old.message IS NOT new.message
  OR old.owner_id IS NOT new.owner_id OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields)
BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END;
DROP TRIGGER credit_note_fixed;
CREATE TRIGGER credit_note_fixed BEFORE UPDATE ON credit_note
WHEN ((SELECT kind FROM now_op) IS NOT 'merge' AND (SELECT kind FROM now_op) IS NOT 'undo')
  OR old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.invoice_id IS NOT new.invoice_id
  OR old.series IS NOT new.series OR old.year IS NOT new.year OR old.n IS NOT new.n OR old.number IS NOT new.number
  OR old.issued_on IS NOT new.issued_on OR old.reason IS NOT new.reason OR old.currency IS NOT new.currency
  OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor OR old.total_minor IS NOT new.total_minor
  OR old.rate IS NOT new.rate OR old.base_net_minor IS NOT new.base_net_minor
  OR old.base_total_minor IS NOT new.base_total_minor OR old.base_currency IS NOT new.base_currency
  OR old.external_id IS NOT new.external_id
BEGIN SELECT RAISE(ABORT, 'a credit note never changes'); END;

-- What the figures need beside the chain itself: costs and budgets, what customers say, and what was foretold.

CREATE TABLE cost (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms   INTEGER NOT NULL,                  -- the instant of its first day
  name         TEXT NOT NULL CHECK (name <> ''),  -- what was paid for
  function     TEXT NOT NULL CHECK (function = 'marketing' OR function = 'sales' OR function = 'fulfilment' OR function = 'production' OR function = 'admin'),
  line         TEXT,                              -- of the budget; NULL: the function as a whole
  amount_minor INTEGER NOT NULL CHECK (amount_minor <> 0), -- without tax; below zero: money back
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  since        TEXT NOT NULL,                     -- first day it is spread over
  until        TEXT NOT NULL,                     -- last day
  channel_id   INTEGER REFERENCES channel(id),    -- whose cost it is; NULL: shared by all
  campaign_id  INTEGER REFERENCES campaign(id),
  account_id   INTEGER REFERENCES account(id),    -- the customer it served
  driver       TEXT CHECK (driver = 'leads' OR driver = 'opportunities' OR driver = 'customers' OR driver = 'shares'), -- what a shared cost is allocated by; NULL: as its function says
  shares       TEXT,                              -- of driver 'shares': channel id → ppm, as JSON
  variable     INTEGER CHECK (variable = 0 OR variable = 1), -- 1: it grows with the volume
  external_id  TEXT,
  fields       TEXT,
  CHECK (since <= until),
  CHECK ((driver IS 'shares') = (shares IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX cost_external ON cost(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX cost_span ON cost(since, until, function);
CREATE INDEX cost_channel ON cost(channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX cost_campaign ON cost(campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX cost_account ON cost(account_id) WHERE account_id IS NOT NULL;

CREATE TABLE budget (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms   INTEGER NOT NULL,
  function     TEXT NOT NULL CHECK (function = 'marketing' OR function = 'sales' OR function = 'fulfilment' OR function = 'production' OR function = 'admin'),
  line         TEXT,
  since        TEXT NOT NULL,
  until        TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  currency     TEXT NOT NULL CHECK (length(currency) = 3),
  variable     INTEGER NOT NULL CHECK (variable = 0 OR variable = 1), -- 1: it is rescaled to the actual volume
  volume       INTEGER CHECK (volume > 0),        -- planned, millionths
  measure      TEXT CHECK (measure = 'leads' OR measure = 'customers' OR measure = 'orders' OR measure = 'units'), -- of the volume
  CHECK (since <= until),
  CHECK (variable = 0 OR (volume IS NOT NULL AND measure IS NOT NULL))
) STRICT;
CREATE INDEX budget_span ON budget(since, until, function);

CREATE TABLE survey (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms  INTEGER NOT NULL,                   -- when it was answered
  kind        TEXT NOT NULL CHECK (kind = 'nps' OR kind = 'csat' OR kind = 'awareness'),
  score       INTEGER NOT NULL,                   -- awareness: 1 aware, 0 not
  low         INTEGER NOT NULL,                   -- the ends of the scale
  high        INTEGER NOT NULL,
  wave        TEXT,                               -- "2026-Q1"; NULL: told by its day
  occasion    TEXT,                               -- what it followed: "delivery"; NULL: the relation as a whole
  account_id  INTEGER REFERENCES account(id),
  contact_id  INTEGER REFERENCES contact(id),
  comment     TEXT,
  external_id TEXT,
  CHECK (low < high AND score BETWEEN low AND high)
) STRICT;
CREATE UNIQUE INDEX survey_external ON survey(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX survey_kind ON survey(kind, created_ms);
CREATE INDEX survey_account ON survey(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX survey_contact ON survey(contact_id) WHERE contact_id IS NOT NULL;

CREATE TABLE survey_wave (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind = 'nps' OR kind = 'csat' OR kind = 'awareness'),
  wave       TEXT NOT NULL,
  invited    INTEGER NOT NULL CHECK (invited >= 0), -- how many were asked
  UNIQUE (kind, wave)
) STRICT;

-- Forecasts and reviews are frozen: what was said then stays as it was said.
CREATE TABLE forecast (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms  INTEGER NOT NULL,
  as_of       TEXT NOT NULL,                      -- the day it was made for
  period      TEXT NOT NULL,                      -- "2026-Q2"
  since       TEXT NOT NULL,
  until       TEXT NOT NULL,
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  total_minor INTEGER NOT NULL,                   -- what was expected
  body        TEXT NOT NULL                       -- the report as JSON, its deals with their chances among it
) STRICT;
CREATE INDEX forecast_period ON forecast(since, until, as_of);

CREATE TABLE review (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  period     TEXT NOT NULL,                       -- "2026-03" or "2026-Q1"
  since      TEXT NOT NULL,
  until      TEXT NOT NULL,
  as_of      TEXT NOT NULL,
  head       TEXT NOT NULL,                       -- the last operation and its digest: what was known
  body       TEXT NOT NULL                        -- every figure in its envelope, as JSON
) STRICT;
CREATE INDEX review_period ON review(since, until);
