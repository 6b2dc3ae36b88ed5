-- The third schema: where every record came from, what could not be taken in, headings that are remembered, and the
-- names under which records that were merged into others are still found.

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
