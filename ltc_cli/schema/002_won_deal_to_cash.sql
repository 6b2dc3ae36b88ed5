-- The back half of the chain: from a won deal to the money. Products, quotes, contracts, orders with their shipments
-- and returns, invoices with their credit notes, payments with what they settle, and exchange rates.
--
-- Quantities are millionths of a unit (`quantity`: 3.5 h is 3500000), rates of tax and discount millionths of one
-- (`…_ppm`: 19 % is 190000), prices and amounts minor units of the document's currency. A rate of exchange is an exact
-- decimal, or a fraction of two, as text: units of the business's currency for one of the document's ("7.2", "1/1.1").
-- Days are calendar dates of the business; the instants beside them order what happened on one day.
-- The amounts on lines and documents are derived by `domain/amount.py`; `ltc check` works them out again.

ALTER TABLE account ADD COLUMN billing_address TEXT;  -- as it stands on documents; lines parted by newlines
ALTER TABLE account ADD COLUMN tax_id TEXT;           -- VAT number or the like
ALTER TABLE account ADD COLUMN language TEXT;         -- of documents to them
ALTER TABLE account ADD COLUMN currency TEXT;         -- of documents to them
ALTER TABLE account ADD COLUMN terms_days INTEGER;    -- days to pay

CREATE TABLE product (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms  INTEGER NOT NULL,
  sku         TEXT,                               -- the code people order by
  sku_key     TEXT,                               -- casefolded
  name        TEXT NOT NULL CHECK (name <> ''),
  name_key    TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind = 'goods' OR kind = 'service'),
  unit        TEXT,                               -- "h", "pc"
  category    TEXT,
  tax         TEXT,                               -- id of a tax of the process, NULL: the default one
  revenue     TEXT NOT NULL CHECK (revenue = 'delivery' OR revenue = 'straight' OR revenue = 'milestone'),
  cost_minor  INTEGER CHECK (cost_minor >= 0),    -- of one unit
  currency    TEXT CHECK (length(currency) = 3),  -- of the cost
  retired     INTEGER,                            -- 1: no longer sold
  tags        TEXT,
  external_id TEXT,
  fields      TEXT
) STRICT;
CREATE UNIQUE INDEX product_external ON product(external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX product_sku ON product(sku_key) WHERE sku_key IS NOT NULL;
CREATE INDEX product_name ON product(name_key);

CREATE TABLE product_price (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id  INTEGER NOT NULL REFERENCES product(id),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  valid_from  TEXT NOT NULL,                      -- the first day of the price
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  UNIQUE (product_id, currency, valid_from)
) STRICT;

CREATE TABLE fx_rate (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  base  TEXT NOT NULL CHECK (length(base) = 3),   -- one unit of it …
  quote TEXT NOT NULL CHECK (length(quote) = 3),  -- … is so many of this: EUR/USD 1.10
  day   TEXT NOT NULL,
  rate  TEXT NOT NULL CHECK (rate <> ''),         -- exact decimal
  UNIQUE (base, quote, day),
  CHECK (base <> quote)
) STRICT;

CREATE TABLE quote (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms     INTEGER NOT NULL,
  number         TEXT,                            -- given when it is first sent
  series         TEXT,                            -- of the number: 'quote'
  year           INTEGER,
  n              INTEGER,
  version        INTEGER NOT NULL CHECK (version >= 1),
  previous_id    INTEGER REFERENCES quote(id),    -- the version it takes the place of
  deal_id        INTEGER REFERENCES deal(id),
  account_id     INTEGER NOT NULL REFERENCES account(id),
  contact_id     INTEGER REFERENCES contact(id),
  status         TEXT NOT NULL CHECK (status = 'draft' OR status = 'sent' OR status = 'accepted' OR status = 'rejected' OR status = 'superseded'),
  sent_ms        INTEGER,                         -- when it was first sent
  decided_ms     INTEGER,                         -- accepted or rejected
  reason         TEXT,                            -- of the rejection
  valid_until    TEXT,                            -- the last day it may be accepted
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  gross          INTEGER NOT NULL CHECK (gross = 0 OR gross = 1), -- 1: prices include the tax
  discount_ppm   INTEGER CHECK (discount_ppm BETWEEN 0 AND 1000000), -- of the whole document
  discount_minor INTEGER CHECK (discount_minor >= 0), -- or an amount off the whole document
  net_minor      INTEGER NOT NULL,
  tax_minor      INTEGER NOT NULL,
  total_minor    INTEGER NOT NULL,
  terms_days     INTEGER CHECK (terms_days >= 0),
  message        TEXT,                            -- stands above the lines on the document
  owner_id       INTEGER REFERENCES member(id),
  external_id    TEXT,
  fields         TEXT,
  UNIQUE (series, year, n, version),
  CHECK (total_minor = net_minor + tax_minor)
) STRICT;
CREATE UNIQUE INDEX quote_external ON quote(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX quote_deal ON quote(deal_id, sent_ms) WHERE deal_id IS NOT NULL;
CREATE INDEX quote_account ON quote(account_id);
CREATE UNIQUE INDEX quote_previous ON quote(previous_id) WHERE previous_id IS NOT NULL;
CREATE INDEX quote_number ON quote(number) WHERE number IS NOT NULL;

CREATE TABLE quote_line (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  quote_id     INTEGER NOT NULL REFERENCES quote(id),
  position     INTEGER NOT NULL,
  product_id   INTEGER REFERENCES product(id),    -- NULL: free text
  name         TEXT NOT NULL CHECK (name <> ''),
  quantity     INTEGER NOT NULL CHECK (quantity > 0),
  unit         TEXT,
  price_minor  INTEGER NOT NULL,                  -- of one unit; below zero: an allowance
  discount_ppm INTEGER NOT NULL CHECK (discount_ppm BETWEEN 0 AND 1000000),
  tax          TEXT,                              -- its name, for people: "standard" or "19%"
  tax_ppm      INTEGER NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
  service_from TEXT,                              -- the first day of the service
  service_to   TEXT,                              -- the last one
  amount_minor INTEGER NOT NULL,                  -- quantity × price less the line's discount, as prices are given
  net_minor    INTEGER NOT NULL,                  -- after the document's discount, without tax
  tax_minor    INTEGER NOT NULL,                  -- its share of the document's tax
  CHECK (service_to IS NULL OR service_from <= service_to)
) STRICT;
CREATE INDEX quote_line_quote ON quote_line(quote_id, position);

CREATE TABLE contract (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms   INTEGER NOT NULL,
  title        TEXT NOT NULL CHECK (title <> ''),
  quote_id     INTEGER REFERENCES quote(id),
  deal_id      INTEGER REFERENCES deal(id),
  account_id   INTEGER NOT NULL REFERENCES account(id),
  status       TEXT NOT NULL CHECK (status = 'draft' OR status = 'signed' OR status = 'terminated'),
  signed_ms    INTEGER,
  since        TEXT,                              -- the first day
  until        TEXT,                              -- the last day; past it, it has ended
  term_since   TEXT,                              -- the first day of the term it is in: later than `since` once renewed
  renew_by     TEXT,                              -- the day to speak about its renewal
  closed_on    TEXT,                              -- the last day of one that was terminated
  reason       TEXT,                              -- of the termination
  amount_minor INTEGER CHECK (amount_minor >= 0), -- of each period without tax; with no `every`, of the whole
  currency     TEXT CHECK (length(currency) = 3),
  every        TEXT CHECK (every = 'month' OR every = 'quarter' OR every = 'year'), -- how often it is billed
  tax          TEXT,
  tax_ppm      INTEGER NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
  terms_days   INTEGER CHECK (terms_days >= 0),
  owner_id     INTEGER REFERENCES member(id),
  external_id  TEXT,
  fields       TEXT
) STRICT;
CREATE UNIQUE INDEX contract_external ON contract(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contract_account ON contract(account_id);
CREATE INDEX contract_deal ON contract(deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX contract_quote ON contract(quote_id) WHERE quote_id IS NOT NULL;

CREATE TABLE sales_order (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms       INTEGER NOT NULL,
  quote_id         INTEGER REFERENCES quote(id),
  deal_id          INTEGER REFERENCES deal(id),
  contract_id      INTEGER REFERENCES contract(id),
  account_id       INTEGER NOT NULL REFERENCES account(id),
  contact_id       INTEGER REFERENCES contact(id),
  status           TEXT NOT NULL CHECK (status = 'draft' OR status = 'confirmed' OR status = 'closed' OR status = 'cancelled'),
  held             INTEGER NOT NULL CHECK (held = 0 OR held = 1), -- 1: on hold, nothing leaves
  confirmed_ms     INTEGER,
  closed_ms        INTEGER,                       -- closed or cancelled
  reason           TEXT,                          -- of the hold or the cancellation
  promised         TEXT,                          -- the day promised now
  first_promised   TEXT,                          -- the day promised first, by which on-time delivery is judged
  reference        TEXT,                          -- the customer's own order number
  currency         TEXT NOT NULL CHECK (length(currency) = 3),
  gross            INTEGER NOT NULL CHECK (gross = 0 OR gross = 1),
  discount_ppm     INTEGER CHECK (discount_ppm BETWEEN 0 AND 1000000),
  discount_minor   INTEGER CHECK (discount_minor >= 0),
  net_minor        INTEGER NOT NULL,
  tax_minor        INTEGER NOT NULL,
  total_minor      INTEGER NOT NULL,
  rate             TEXT,                          -- of the day it was confirmed; NULL before
  base_net_minor   INTEGER,                       -- in the currency of the business
  base_currency    TEXT,
  terms_days       INTEGER CHECK (terms_days >= 0),
  message          TEXT,
  owner_id         INTEGER REFERENCES member(id),
  tags             TEXT,
  external_id      TEXT,
  fields           TEXT,
  CHECK (total_minor = net_minor + tax_minor),
  CHECK (status = 'draft' OR status = 'cancelled' OR confirmed_ms IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX sales_order_external ON sales_order(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX sales_order_deal ON sales_order(deal_id, confirmed_ms, status) WHERE deal_id IS NOT NULL;
CREATE INDEX sales_order_account ON sales_order(account_id);
CREATE INDEX sales_order_quote ON sales_order(quote_id) WHERE quote_id IS NOT NULL;
CREATE INDEX sales_order_contract ON sales_order(contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX sales_order_open ON sales_order(status) WHERE status = 'confirmed';

CREATE TABLE sales_order_line (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id      INTEGER NOT NULL REFERENCES sales_order(id),
  position      INTEGER NOT NULL,
  quote_line_id INTEGER REFERENCES quote_line(id),
  product_id    INTEGER REFERENCES product(id),
  name          TEXT NOT NULL CHECK (name <> ''),
  quantity      INTEGER CHECK (quantity > 0),     -- NULL: open, delivered and billed as the work is done
  cap           INTEGER CHECK (cap > 0),          -- the most of an open line, NULL: no end
  released      INTEGER NOT NULL CHECK (released >= 0), -- given up by closing short
  unit          TEXT,
  price_minor   INTEGER NOT NULL,
  discount_ppm  INTEGER NOT NULL CHECK (discount_ppm BETWEEN 0 AND 1000000),
  tax           TEXT,
  tax_ppm       INTEGER NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
  revenue       TEXT NOT NULL CHECK (revenue = 'delivery' OR revenue = 'straight' OR revenue = 'milestone'),
  service_from  TEXT,
  service_to    TEXT,
  cost_minor    INTEGER CHECK (cost_minor >= 0),  -- of one unit, in the currency of the order
  amount_minor  INTEGER NOT NULL,
  net_minor     INTEGER NOT NULL,                 -- 0 of an open line
  tax_minor     INTEGER NOT NULL,
  CHECK (quantity IS NULL OR cap IS NULL),
  CHECK (quantity IS NULL OR released <= quantity),
  CHECK (service_to IS NULL OR service_from <= service_to)
) STRICT;
CREATE INDEX sales_order_line_order ON sales_order_line(order_id, position);
CREATE INDEX sales_order_line_quote ON sales_order_line(quote_line_id) WHERE quote_line_id IS NOT NULL;

CREATE TABLE promise_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id     INTEGER NOT NULL REFERENCES sales_order(id),
  promised     TEXT,                              -- the day promised from then on
  effective_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX promise_event_order ON promise_event(order_id, effective_ms);

CREATE TABLE shipment (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms   INTEGER NOT NULL,                  -- when it left
  order_id     INTEGER NOT NULL REFERENCES sales_order(id),
  status       TEXT NOT NULL CHECK (status = 'shipped' OR status = 'delivered'),
  delivered_ms INTEGER CHECK (delivered_ms >= created_ms),
  carrier      TEXT,
  tracking     TEXT,
  external_id  TEXT UNIQUE,
  CHECK ((status = 'delivered') = (delivered_ms IS NOT NULL))
) STRICT;
CREATE INDEX shipment_order ON shipment(order_id, delivered_ms);

CREATE TABLE shipment_line (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  shipment_id   INTEGER NOT NULL REFERENCES shipment(id),
  order_line_id INTEGER NOT NULL REFERENCES sales_order_line(id),
  quantity      INTEGER NOT NULL CHECK (quantity > 0)
) STRICT;
CREATE INDEX shipment_line_shipment ON shipment_line(shipment_id);
CREATE INDEX shipment_line_order ON shipment_line(order_line_id, quantity);

CREATE TABLE goods_return (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,                    -- when it came back
  order_id   INTEGER NOT NULL REFERENCES sales_order(id),
  reopens    INTEGER NOT NULL CHECK (reopens = 0 OR reopens = 1), -- 1: to be sent again
  reason     TEXT
) STRICT;
CREATE INDEX goods_return_order ON goods_return(order_id, created_ms);

CREATE TABLE goods_return_line (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  return_id     INTEGER NOT NULL REFERENCES goods_return(id),
  order_line_id INTEGER NOT NULL REFERENCES sales_order_line(id),
  quantity      INTEGER NOT NULL CHECK (quantity > 0)
) STRICT;
CREATE INDEX goods_return_line_return ON goods_return_line(return_id);
CREATE INDEX goods_return_line_order ON goods_return_line(order_line_id, quantity);

CREATE TABLE instalment (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id     INTEGER NOT NULL REFERENCES sales_order(id),
  position     INTEGER NOT NULL,
  share_ppm    INTEGER CHECK (share_ppm BETWEEN 1 AND 1000000), -- of the order's total, NULL: an amount was named
  amount_minor INTEGER NOT NULL,                  -- with tax
  trigger      TEXT NOT NULL CHECK (trigger = 'confirm' OR trigger = 'deliver' OR trigger = 'date'),
  offset_days  INTEGER NOT NULL CHECK (offset_days >= 0),
  day          TEXT,                              -- of trigger 'date'
  UNIQUE (order_id, position),
  CHECK ((trigger = 'date') = (day IS NOT NULL))
) STRICT;

CREATE TABLE invoice (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms       INTEGER NOT NULL,
  account_id       INTEGER NOT NULL REFERENCES account(id),
  contact_id       INTEGER REFERENCES contact(id),
  order_id         INTEGER REFERENCES sales_order(id),
  contract_id      INTEGER REFERENCES contract(id),
  instalment_id    INTEGER REFERENCES instalment(id), -- the one it bills
  what             TEXT NOT NULL CHECK (what = 'delivered' OR what = 'ordered' OR what = 'instalment' OR what = 'contract' OR what = 'free'),
  status           TEXT NOT NULL CHECK (status = 'draft' OR status = 'issued'),
  series           TEXT,                          -- 'invoice', or 'external' for a number of a tax office
  year             INTEGER,
  n                INTEGER,                       -- gapless within series and year
  number           TEXT,
  issued_on        TEXT,
  issued_ms        INTEGER,
  due_on           TEXT,
  terms_days       INTEGER CHECK (terms_days >= 0),
  currency         TEXT NOT NULL CHECK (length(currency) = 3),
  gross            INTEGER NOT NULL CHECK (gross = 0 OR gross = 1),
  discount_ppm     INTEGER CHECK (discount_ppm BETWEEN 0 AND 1000000),
  discount_minor   INTEGER CHECK (discount_minor >= 0),
  net_minor        INTEGER NOT NULL,
  tax_minor        INTEGER NOT NULL,
  total_minor      INTEGER NOT NULL,
  rate             TEXT,                          -- of the day it was issued
  base_net_minor   INTEGER,
  base_total_minor INTEGER,
  base_currency    TEXT,
  message          TEXT,
  owner_id         INTEGER REFERENCES member(id),
  external_id      TEXT,
  fields           TEXT,
  UNIQUE (series, year, n),
  UNIQUE (series, number),
  CHECK (total_minor = net_minor + tax_minor),
  CHECK (status = 'draft' OR (number IS NOT NULL AND issued_on IS NOT NULL AND due_on IS NOT NULL AND rate IS NOT NULL AND total_minor >= 0))
) STRICT;
CREATE UNIQUE INDEX invoice_external ON invoice(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX invoice_number ON invoice(number) WHERE number IS NOT NULL;
CREATE INDEX invoice_account ON invoice(account_id, issued_on);
CREATE INDEX invoice_order ON invoice(order_id, issued_on, total_minor) WHERE order_id IS NOT NULL;
CREATE INDEX invoice_contract ON invoice(contract_id, issued_on, total_minor) WHERE contract_id IS NOT NULL;
CREATE INDEX invoice_instalment ON invoice(instalment_id) WHERE instalment_id IS NOT NULL;
CREATE INDEX invoice_issued ON invoice(issued_on) WHERE status = 'issued';

CREATE TABLE invoice_line (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  invoice_id    INTEGER NOT NULL REFERENCES invoice(id),
  position      INTEGER NOT NULL,
  order_line_id INTEGER REFERENCES sales_order_line(id), -- whose quantity it bills
  product_id    INTEGER REFERENCES product(id),
  name          TEXT NOT NULL CHECK (name <> ''),
  quantity      INTEGER NOT NULL CHECK (quantity > 0),
  unit          TEXT,
  price_minor   INTEGER NOT NULL,
  discount_ppm  INTEGER NOT NULL CHECK (discount_ppm BETWEEN 0 AND 1000000),
  tax           TEXT,
  tax_ppm       INTEGER NOT NULL CHECK (tax_ppm BETWEEN 0 AND 1000000),
  revenue       TEXT NOT NULL CHECK (revenue = 'delivery' OR revenue = 'straight' OR revenue = 'milestone'),
  service_from  TEXT,
  service_to    TEXT,
  amount_minor  INTEGER NOT NULL,
  net_minor     INTEGER NOT NULL,
  tax_minor     INTEGER NOT NULL,
  CHECK (service_to IS NULL OR service_from <= service_to)
) STRICT;
CREATE INDEX invoice_line_invoice ON invoice_line(invoice_id, position);
CREATE INDEX invoice_line_order ON invoice_line(order_line_id, quantity) WHERE order_line_id IS NOT NULL;

CREATE TABLE credit_note (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms       INTEGER NOT NULL,              -- when it was issued: it has no draft
  invoice_id       INTEGER NOT NULL REFERENCES invoice(id),
  account_id       INTEGER NOT NULL REFERENCES account(id),
  series           TEXT NOT NULL,                 -- 'credit_note' or 'external'
  year             INTEGER,
  n                INTEGER,
  number           TEXT NOT NULL,
  issued_on        TEXT NOT NULL,
  reason           TEXT,
  currency         TEXT NOT NULL CHECK (length(currency) = 3),
  net_minor        INTEGER NOT NULL,              -- above zero: what is taken off the invoice
  tax_minor        INTEGER NOT NULL,
  total_minor      INTEGER NOT NULL CHECK (total_minor > 0),
  rate             TEXT NOT NULL,                 -- that of the invoice
  base_net_minor   INTEGER NOT NULL,
  base_total_minor INTEGER NOT NULL,
  base_currency    TEXT NOT NULL,
  external_id      TEXT UNIQUE,
  UNIQUE (series, year, n),
  UNIQUE (series, number),
  CHECK (total_minor = net_minor + tax_minor)
) STRICT;
CREATE INDEX credit_note_number ON credit_note(number);
CREATE INDEX credit_note_invoice ON credit_note(invoice_id);
CREATE INDEX credit_note_account ON credit_note(account_id, issued_on);

CREATE TABLE credit_note_line (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  credit_note_id  INTEGER NOT NULL REFERENCES credit_note(id),
  position        INTEGER NOT NULL,
  invoice_line_id INTEGER NOT NULL REFERENCES invoice_line(id),
  name            TEXT NOT NULL,
  quantity        INTEGER CHECK (quantity > 0),   -- NULL: an amount off, the quantity stays billed
  tax             TEXT,
  tax_ppm         INTEGER NOT NULL,
  net_minor       INTEGER NOT NULL,
  tax_minor       INTEGER NOT NULL
) STRICT;
CREATE INDEX credit_note_line_note ON credit_note_line(credit_note_id, position);
CREATE INDEX credit_note_line_line ON credit_note_line(invoice_line_id);

CREATE TABLE payment (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms     INTEGER NOT NULL,                -- the instant on the value date
  received_on    TEXT NOT NULL,                   -- the value date
  account_id     INTEGER NOT NULL REFERENCES account(id),
  order_id       INTEGER REFERENCES sales_order(id), -- paid on, before any invoice
  contract_id    INTEGER REFERENCES contract(id),
  direction      TEXT NOT NULL CHECK (direction = 'in' OR direction = 'out'), -- out: a refund
  amount_minor   INTEGER NOT NULL CHECK (amount_minor > 0), -- what the customer paid (or got back)
  currency       TEXT NOT NULL CHECK (length(currency) = 3),
  fee_minor      INTEGER NOT NULL CHECK (fee_minor BETWEEN 0 AND amount_minor), -- what the bank kept of it
  discount_minor INTEGER NOT NULL CHECK (discount_minor >= 0), -- granted for paying early; settles, is not money
  method         TEXT,
  reference      TEXT,                            -- `--ref`: makes a re-run safe
  targets        TEXT,                            -- the refs it was recorded for, as typed records: "I7 I9"
  rate           TEXT NOT NULL,
  base_minor     INTEGER NOT NULL,
  base_currency  TEXT NOT NULL,
  external_id    TEXT
) STRICT;
CREATE UNIQUE INDEX payment_reference ON payment(reference) WHERE reference IS NOT NULL;
CREATE UNIQUE INDEX payment_external ON payment(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX payment_account ON payment(account_id, received_on);
CREATE INDEX payment_order ON payment(order_id) WHERE order_id IS NOT NULL;
CREATE INDEX payment_contract ON payment(contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX payment_received ON payment(received_on);

-- What settles what: append-only. Taking one back is a row of its own with the amounts below zero.
CREATE TABLE allocation (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  kind            TEXT NOT NULL CHECK (kind = 'payment' OR kind = 'discount' OR kind = 'credit' OR kind = 'writeoff' OR kind = 'refund'),
  payment_id      INTEGER REFERENCES payment(id), -- the source: a payment …
  credit_note_id  INTEGER REFERENCES credit_note(id), -- … or a credit note; neither: a write-off
  invoice_id      INTEGER REFERENCES invoice(id), -- what it settles: an invoice …
  refund_id       INTEGER REFERENCES payment(id), -- … or money paid back
  on_day          TEXT NOT NULL,
  effective_ms    INTEGER NOT NULL,
  amount_minor    INTEGER NOT NULL CHECK (amount_minor <> 0), -- in the currency of what it settles
  source_minor    INTEGER NOT NULL,               -- in the currency of the source; 0 of discounts and write-offs
  realised_minor  INTEGER NOT NULL,               -- gained (or lost) by the rates' change, in the base currency
  reverses        INTEGER REFERENCES allocation(id),
  reason          TEXT,
  CHECK ((invoice_id IS NULL) = (refund_id IS NOT NULL)),
  CHECK (payment_id IS NULL OR credit_note_id IS NULL),
  CHECK ((amount_minor < 0) = (reverses IS NOT NULL)),
  CHECK ((kind = 'refund') = (refund_id IS NOT NULL)),
  CHECK (kind = 'writeoff' OR kind = 'refund' OR kind = 'credit' OR payment_id IS NOT NULL)
) STRICT;
CREATE INDEX allocation_invoice ON allocation(invoice_id, on_day, kind, amount_minor) WHERE invoice_id IS NOT NULL;
CREATE INDEX allocation_payment ON allocation(payment_id, on_day, source_minor) WHERE payment_id IS NOT NULL;
CREATE INDEX allocation_credit ON allocation(credit_note_id, on_day, source_minor) WHERE credit_note_id IS NOT NULL;
CREATE INDEX allocation_refund ON allocation(refund_id) WHERE refund_id IS NOT NULL;
CREATE UNIQUE INDEX allocation_reverses ON allocation(reverses) WHERE reverses IS NOT NULL;

CREATE TABLE reminder (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  invoice_id   INTEGER NOT NULL REFERENCES invoice(id),
  level        INTEGER NOT NULL CHECK (level >= 1),
  open_minor   INTEGER NOT NULL,                  -- what was open when it was written
  language     TEXT,
  on_day       TEXT NOT NULL,
  effective_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX reminder_invoice ON reminder(invoice_id, level);

-- Events of quotes, contracts, orders, shipments and invoices: append-only, what they are now is the last word of it.
CREATE TABLE status_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  entity       TEXT NOT NULL CHECK (entity = 'quote' OR entity = 'contract' OR entity = 'sales_order' OR entity = 'shipment' OR entity = 'invoice'),
  entity_id    INTEGER NOT NULL,
  from_status  TEXT NOT NULL,
  to_status    TEXT NOT NULL,
  effective_ms INTEGER NOT NULL,
  reason       TEXT
) STRICT;
CREATE INDEX status_event_record ON status_event(entity, entity_id, effective_ms);
CREATE INDEX status_event_kind ON status_event(entity, to_status, effective_ms, entity_id);

-- Conservation: what the verbs refuse in words, the file refuses too, whoever writes.

CREATE TRIGGER shipment_line_within AFTER INSERT ON shipment_line
WHEN (SELECT coalesce(l.quantity, l.cap) FROM sales_order_line l WHERE l.id = new.order_line_id)
  < (SELECT coalesce(sum(s.quantity), 0) FROM shipment_line s WHERE s.order_line_id = new.order_line_id)
  - (SELECT coalesce(sum(r.quantity), 0) FROM goods_return_line r WHERE r.order_line_id = new.order_line_id)
BEGIN SELECT RAISE(ABORT, 'shipped less returned is more than ordered'); END;

CREATE TRIGGER goods_return_line_within AFTER INSERT ON goods_return_line
WHEN (SELECT coalesce(sum(r.quantity), 0) FROM goods_return_line r WHERE r.order_line_id = new.order_line_id)
  > (SELECT coalesce(sum(s.quantity), 0) FROM shipment_line s WHERE s.order_line_id = new.order_line_id)
BEGIN SELECT RAISE(ABORT, 'more returned than shipped'); END;

CREATE TRIGGER invoice_line_within AFTER INSERT ON invoice_line
WHEN new.order_line_id IS NOT NULL
  AND (SELECT coalesce(l.quantity, l.cap) FROM sales_order_line l WHERE l.id = new.order_line_id)
  < (SELECT coalesce(sum(i.quantity), 0) FROM invoice_line i WHERE i.order_line_id = new.order_line_id)
  - (SELECT coalesce(sum(c.quantity), 0) FROM credit_note_line c JOIN invoice_line i ON i.id = c.invoice_line_id
     WHERE i.order_line_id = new.order_line_id)
BEGIN SELECT RAISE(ABORT, 'invoiced less credited is more than ordered'); END;

CREATE TRIGGER credit_note_line_within AFTER INSERT ON credit_note_line
WHEN EXISTS (SELECT 1 FROM invoice_line i WHERE i.id = new.invoice_line_id AND (
     i.quantity < (SELECT coalesce(sum(c.quantity), 0) FROM credit_note_line c WHERE c.invoice_line_id = i.id)
  OR abs(i.net_minor) < (SELECT abs(sum(c.net_minor)) FROM credit_note_line c WHERE c.invoice_line_id = i.id)))
BEGIN SELECT RAISE(ABORT, 'more credited than invoiced'); END;

CREATE TRIGGER allocation_within AFTER INSERT ON allocation
WHEN (new.invoice_id IS NOT NULL AND (SELECT i.status <> 'issued' OR i.total_minor <
        (SELECT sum(a.amount_minor) FROM allocation a WHERE a.invoice_id = i.id) OR
        (SELECT sum(a.amount_minor) FROM allocation a WHERE a.invoice_id = i.id) < 0
      FROM invoice i WHERE i.id = new.invoice_id))
  OR (new.payment_id IS NOT NULL AND (SELECT p.amount_minor <
        (SELECT coalesce(sum(a.source_minor), 0) FROM allocation a WHERE a.payment_id = p.id)
        OR p.direction <> 'in' FROM payment p WHERE p.id = new.payment_id))
  OR (new.credit_note_id IS NOT NULL AND (SELECT c.total_minor <
        (SELECT coalesce(sum(a.source_minor), 0) FROM allocation a WHERE a.credit_note_id = c.id)
      FROM credit_note c WHERE c.id = new.credit_note_id))
  OR (new.refund_id IS NOT NULL AND (SELECT p.amount_minor <
        (SELECT sum(a.amount_minor) FROM allocation a WHERE a.refund_id = p.id)
        OR p.direction <> 'out' FROM payment p WHERE p.id = new.refund_id))
BEGIN SELECT RAISE(ABORT, 'more allocated than there is'); END;

CREATE TRIGGER invoice_issued_fixed BEFORE UPDATE ON invoice WHEN old.status = 'issued'
BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END;
CREATE TRIGGER invoice_issued_kept BEFORE DELETE ON invoice WHEN old.status = 'issued'
BEGIN SELECT RAISE(ABORT, 'an issued invoice is never deleted'); END;
CREATE TRIGGER invoice_line_issued_new BEFORE INSERT ON invoice_line
WHEN (SELECT status FROM invoice WHERE id = new.invoice_id) = 'issued'
BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END;
CREATE TRIGGER invoice_line_issued_fixed BEFORE UPDATE ON invoice_line
WHEN (SELECT status FROM invoice WHERE id = old.invoice_id) = 'issued'
BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END;
CREATE TRIGGER invoice_line_issued_kept BEFORE DELETE ON invoice_line
WHEN (SELECT status FROM invoice WHERE id = old.invoice_id) = 'issued'
BEGIN SELECT RAISE(ABORT, 'an issued invoice never changes'); END;
CREATE TRIGGER credit_note_fixed BEFORE UPDATE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note never changes'); END;
CREATE TRIGGER credit_note_kept BEFORE DELETE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
CREATE TRIGGER credit_note_line_fixed BEFORE UPDATE ON credit_note_line
BEGIN SELECT RAISE(ABORT, 'a credit note never changes'); END;
CREATE TRIGGER credit_note_line_kept BEFORE DELETE ON credit_note_line
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
