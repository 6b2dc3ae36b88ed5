-- A file of the fourth release, as its own code made it: 26 operations, with costs, a budget, a target, an order paid in part and a review.
PRAGMA application_id=1280590641;
PRAGMA user_version=4;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'ltc','001_lead_to_deal','2026-11-29 20:50:29.961240+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'ltc','002_won_deal_to_cash','2026-11-29 20:50:29.992525+00:00');
INSERT INTO "_sqlite_migrations" VALUES(3,'ltc','003_tables_and_figures','2026-11-29 20:50:30.019013+00:00');
INSERT INTO "_sqlite_migrations" VALUES(4,'ltc','004_costs_and_budgets','2026-11-29 20:50:30.050107+00:00');
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
, billing_address TEXT, tax_id TEXT, language TEXT, currency TEXT, terms_days INTEGER) STRICT;
INSERT INTO "account" VALUES(1,1767956400000,'Analytical Engines','analytical engines',NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE alias (
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  entity    TEXT NOT NULL CHECK (entity = 'lead' OR entity = 'account' OR entity = 'contact'),
  field     TEXT NOT NULL,                        -- 'id', or the column of a key: 'external_id', 'email_key', …
  value     TEXT NOT NULL,
  entity_id INTEGER NOT NULL                      -- the record that stands for it now
) STRICT;
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
INSERT INTO "allocation" VALUES(1,'payment',1,NULL,1,NULL,'2026-02-10',1770721200000,500000,500000,0,NULL,NULL);
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
  measure      TEXT CHECK (measure = 'leads' OR measure = 'customers' OR measure = 'orders' OR measure = 'units'), quantity INTEGER, -- of the volume
  CHECK (since <= until),
  CHECK (variable = 0 OR (volume IS NOT NULL AND measure IS NOT NULL))
) STRICT;
INSERT INTO "budget" VALUES(1,1770894000000,'marketing',NULL,'2026-01-01','2026-12-31',600000,'EUR',1,120000000,'leads',1200000000);
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
INSERT INTO "campaign" VALUES(1,'Spring','spring',NULL,NULL,NULL,NULL,NULL,NULL,1767610800000,NULL);
CREATE TABLE change (
  id           INTEGER PRIMARY KEY,               -- in the order the changes were made
  operation_id INTEGER NOT NULL REFERENCES operation(id), -- NULL is refused: no change without an operation
  tbl          TEXT NOT NULL,                     -- the table
  row_id       INTEGER NOT NULL,                  -- the row, or the first of a range of new rows
  last_id      INTEGER,                           -- the last of a range of new rows
  kind         TEXT NOT NULL CHECK (kind = 'I' OR kind = 'U' OR kind = 'D'),
  old          TEXT                               -- ` column=literal` of what changed (U) or of the row (D)
) STRICT;
INSERT INTO "change" VALUES(1,1,'process',1,1,'I',NULL);
INSERT INTO "change" VALUES(2,1,'channel',1,6,'I',NULL);
INSERT INTO "change" VALUES(3,1,'channel_alias',1,11,'I',NULL);
INSERT INTO "change" VALUES(4,2,'campaign',1,1,'I',NULL);
INSERT INTO "change" VALUES(5,3,'member',1,1,'I',NULL);
INSERT INTO "change" VALUES(6,3,'lead',1,1,'I',NULL);
INSERT INTO "change" VALUES(7,4,'lead',2,2,'I',NULL);
INSERT INTO "change" VALUES(8,5,'lead',3,4,'I',NULL);
INSERT INTO "change" VALUES(9,5,'import_run',1,1,'I',NULL);
INSERT INTO "change" VALUES(10,5,'import_part',1,1,'I',NULL);
INSERT INTO "change" VALUES(11,6,'lead',1,NULL,'U',' status=''new'' kind=''new''');
INSERT INTO "change" VALUES(12,6,'stage_event',1,1,'I',NULL);
INSERT INTO "change" VALUES(13,6,'touch',1,1,'I',NULL);
INSERT INTO "change" VALUES(14,7,'lead',1,NULL,'U',' status=''contacted'' kind=''working'' account_id=NULL contact_id=NULL');
INSERT INTO "change" VALUES(15,7,'account',1,1,'I',NULL);
INSERT INTO "change" VALUES(16,7,'contact',1,1,'I',NULL);
INSERT INTO "change" VALUES(17,7,'contact_account',1,1,'I',NULL);
INSERT INTO "change" VALUES(18,7,'deal',1,1,'I',NULL);
INSERT INTO "change" VALUES(19,7,'stage_event',2,2,'I',NULL);
INSERT INTO "change" VALUES(20,7,'deal_value',1,1,'I',NULL);
INSERT INTO "change" VALUES(21,8,'lead',2,NULL,'U',' status=''new'' kind=''new''');
INSERT INTO "change" VALUES(22,8,'stage_event',3,3,'I',NULL);
INSERT INTO "change" VALUES(23,9,'deal',1,NULL,'U',' stage=''discovery''');
INSERT INTO "change" VALUES(24,9,'stage_event',4,4,'I',NULL);
INSERT INTO "change" VALUES(25,9,'task',1,1,'I',NULL);
INSERT INTO "change" VALUES(26,10,'quote_line',1,NULL,'U',' amount_minor=0 net_minor=0');
INSERT INTO "change" VALUES(27,10,'quote',1,NULL,'U',' net_minor=0 total_minor=0');
INSERT INTO "change" VALUES(28,10,'quote',1,NULL,'U',' number=NULL series=NULL year=NULL n=NULL status=''draft'' sent_ms=NULL');
INSERT INTO "change" VALUES(29,10,'quote',1,1,'I',NULL);
INSERT INTO "change" VALUES(30,10,'quote_line',1,1,'I',NULL);
INSERT INTO "change" VALUES(31,10,'status_event',1,1,'I',NULL);
INSERT INTO "change" VALUES(32,11,'quote',1,NULL,'U',' status=''sent'' decided_ms=NULL');
INSERT INTO "change" VALUES(33,11,'deal',1,NULL,'U',' stage=''proposal'' kind=''open'' closed_ms=NULL');
INSERT INTO "change" VALUES(34,11,'sales_order_line',1,NULL,'U',' amount_minor=0 net_minor=0');
INSERT INTO "change" VALUES(35,11,'sales_order',1,NULL,'U',' net_minor=0 total_minor=0');
INSERT INTO "change" VALUES(36,11,'stage_event',5,5,'I',NULL);
INSERT INTO "change" VALUES(37,11,'sales_order',1,1,'I',NULL);
INSERT INTO "change" VALUES(38,11,'sales_order_line',1,1,'I',NULL);
INSERT INTO "change" VALUES(39,11,'status_event',2,2,'I',NULL);
INSERT INTO "change" VALUES(40,12,'sales_order',1,NULL,'U',' status=''draft'' confirmed_ms=NULL rate=NULL base_net_minor=NULL base_currency=NULL');
INSERT INTO "change" VALUES(41,12,'sales_order',1,NULL,'U',' promised=NULL first_promised=NULL');
INSERT INTO "change" VALUES(42,12,'promise_event',1,1,'I',NULL);
INSERT INTO "change" VALUES(43,12,'status_event',3,3,'I',NULL);
INSERT INTO "change" VALUES(44,13,'shipment',1,NULL,'U',' status=''shipped'' delivered_ms=NULL');
INSERT INTO "change" VALUES(45,13,'shipment',1,1,'I',NULL);
INSERT INTO "change" VALUES(46,13,'shipment_line',1,1,'I',NULL);
INSERT INTO "change" VALUES(47,13,'status_event',4,4,'I',NULL);
INSERT INTO "change" VALUES(48,14,'invoice_line',1,NULL,'U',' amount_minor=0 net_minor=0');
INSERT INTO "change" VALUES(49,14,'invoice',1,NULL,'U',' net_minor=0 total_minor=0');
INSERT INTO "change" VALUES(50,14,'invoice',1,NULL,'U',' status=''draft'' series=NULL year=NULL n=NULL number=NULL issued_on=NULL issued_ms=NULL due_on=NULL terms_days=NULL rate=NULL base_net_minor=NULL base_total_minor=NULL base_currency=NULL');
INSERT INTO "change" VALUES(51,14,'invoice',1,1,'I',NULL);
INSERT INTO "change" VALUES(52,14,'invoice_line',1,1,'I',NULL);
INSERT INTO "change" VALUES(53,14,'status_event',5,5,'I',NULL);
INSERT INTO "change" VALUES(54,15,'payment',1,NULL,'U',' targets=NULL');
INSERT INTO "change" VALUES(55,15,'payment',1,1,'I',NULL);
INSERT INTO "change" VALUES(56,15,'allocation',1,1,'I',NULL);
INSERT INTO "change" VALUES(57,16,'cost',1,1,'I',NULL);
INSERT INTO "change" VALUES(58,17,'cost',2,2,'I',NULL);
INSERT INTO "change" VALUES(59,18,'budget',1,1,'I',NULL);
INSERT INTO "change" VALUES(60,19,'survey',1,1,'I',NULL);
INSERT INTO "change" VALUES(61,20,'deal',2,2,'I',NULL);
INSERT INTO "change" VALUES(62,20,'deal_value',2,2,'I',NULL);
INSERT INTO "change" VALUES(63,21,'deal',2,NULL,'U',' stage=''discovery'' kind=''open'' closed_ms=NULL reason=NULL');
INSERT INTO "change" VALUES(64,21,'stage_event',6,6,'I',NULL);
INSERT INTO "change" VALUES(65,22,'deal',2,NULL,'U',' stage=''lost'' kind=''lost'' closed_ms=1771066800000 reason=''price''');
INSERT INTO "change" VALUES(66,22,'stage_event',7,7,'I',NULL);
INSERT INTO "change" VALUES(67,23,'forecast',1,1,'I',NULL);
INSERT INTO "change" VALUES(68,24,'review',1,1,'I',NULL);
INSERT INTO "change" VALUES(69,25,'process',2,2,'I',NULL);
INSERT INTO "change" VALUES(70,26,'process',2,NULL,'D',' id=2 applied_ms=1772535600000 body=''{"channels":[{"aliases":["recommendation","word of mouth"],"id":"referral"},{"aliases":["web","homepage","organic"],"id":"website"},{"id":"linkedin","label":{"en":"LinkedIn"}},{"aliases":["conference","meetup","trade show"],"id":"event"},{"aliases":["mailing"],"id":"newsletter"},{"aliases":["cold call","cold mail"],"id":"outbound"}],"currency":"EUR","fields":{"deal":[{"choices":["audit","workshop","implementation","retainer"],"id":"service","label":{"en":"Service"},"type":"choice"},{"id":"hours","label":{"en":"Estimated hours"},"type":"number"}],"lead":[{"id":"budget_known","label":{"en":"Budget known"},"type":"yesno"}]},"follow_ups":[{"due":2,"noun":"lead","stage":"qualified","task":"Offer a first conversation"},{"due":7,"noun":"deal","stage":"proposal","task":"Follow up on the proposal"},{"after":14,"noun":"deal","stage":"negotiation","task":"Ask what is missing for a yes"}],"lead":{"disqualify_reasons":[{"id":"no_budget","label":{"en":"No budget"}},{"id":"no_need","label":{"en":"No need"}},{"id":"no_reply","label":{"en":"No reply"}},{"id":"not_a_fit","label":{"en":"Not a fit"}},{"counts":false,"id":"duplicate","label":{"en":"Duplicate"}},{"counts":false,"id":"spam","label":{"en":"Spam"}}],"statuses":[{"id":"new","kind":"new","label":{"en":"New","zh":"新线索"},"stale_after":2},{"id":"contacted","kind":"working","label":{"en":"Contacted","zh":"已联系"},"stale_after":14},{"id":"nurturing","kind":"working","label":{"en":"Nurturing","zh":"培育中"}},{"id":"qualified","kind":"qualified","label":{"en":"Qualified","zh":"合格线索"},"stale_after":14}]},"lost_reasons":[{"id":"price","label":{"en":"Price"}},{"id":"no_decision","label":{"en":"No decision"}},{"id":"competitor","label":{"en":"Competitor"}},{"id":"timing","label":{"en":"Timing"}},{"id":"no_budget","label":{"en":"No budget"}},{"counts":false,"id":"duplicate","label":{"en":"Duplicate"}},{"counts":false,"id":"test","label":{"en":"Only a test"}}],"name":"Consulting","numbers":{"credit_note":"C{year}-{n:04}","invoice":"{year}-{n:04}","quote":"Q{year}-{n:03}"},"pipelines":[{"id":"consulting","label":{"en":"Consulting","zh":"咨询"},"stages":[{"id":"discovery","label":{"en":"Discovery","zh":"需求沟通"},"probability":15,"stale_after":21},{"id":"proposal","label":{"en":"Proposal","zh":"方案报价"},"probability":35,"stale_after":30},{"forecast":"best_case","id":"negotiation","label":{"en":"Negotiation","zh":"谈判"},"probability":60,"stale_after":21},{"forecast":"commit","id":"verbal","label":{"en":"Verbal yes","zh":"口头同意"},"probability":90,"stale_after":14},{"id":"won","kind":"won","label":{"en":"Won","zh":"赢单"}},{"id":"lost","kind":"lost","label":{"en":"Lost","zh":"输单"}},{"id":"void","kind":"void","label":{"en":"Opened in error","zh":"作废"}}]}],"targets":[{"metric":"win_rate","period":"quarter","value":"0.35"}],"timezone":"Europe/Berlin"}''');
CREATE TABLE channel (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL CHECK (name <> ''),    -- where leads come from: "referral"
  name_key   TEXT NOT NULL UNIQUE,
  created_ms INTEGER NOT NULL,
  external_id TEXT UNIQUE
) STRICT;
INSERT INTO "channel" VALUES(1,'referral','referral',1767610800000,NULL);
INSERT INTO "channel" VALUES(2,'website','website',1767610800000,NULL);
INSERT INTO "channel" VALUES(3,'linkedin','linkedin',1767610800000,NULL);
INSERT INTO "channel" VALUES(4,'event','event',1767610800000,NULL);
INSERT INTO "channel" VALUES(5,'newsletter','newsletter',1767610800000,NULL);
INSERT INTO "channel" VALUES(6,'outbound','outbound',1767610800000,NULL);
CREATE TABLE channel_alias (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  channel_id INTEGER NOT NULL REFERENCES channel(id),
  alias      TEXT NOT NULL CHECK (alias <> ''),   -- another spelling, read as the channel
  alias_key  TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO "channel_alias" VALUES(1,1,'recommendation','recommendation');
INSERT INTO "channel_alias" VALUES(2,1,'word of mouth','word of mouth');
INSERT INTO "channel_alias" VALUES(3,2,'web','web');
INSERT INTO "channel_alias" VALUES(4,2,'homepage','homepage');
INSERT INTO "channel_alias" VALUES(5,2,'organic','organic');
INSERT INTO "channel_alias" VALUES(6,4,'conference','conference');
INSERT INTO "channel_alias" VALUES(7,4,'meetup','meetup');
INSERT INTO "channel_alias" VALUES(8,4,'trade show','trade show');
INSERT INTO "channel_alias" VALUES(9,5,'mailing','mailing');
INSERT INTO "channel_alias" VALUES(10,6,'cold call','cold call');
INSERT INTO "channel_alias" VALUES(11,6,'cold mail','cold mail');
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
INSERT INTO "contact" VALUES(1,1767956400000,'Ada Lovelace','ada lovelace','ada@engines.example','ada@engines.example',NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE contact_account (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  role       TEXT,                                -- "buyer", "finance"
  UNIQUE (contact_id, account_id)
) STRICT;
INSERT INTO "contact_account" VALUES(1,1,1,NULL);
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
  fields       TEXT, quantity INTEGER, due TEXT, paid TEXT,
  CHECK (since <= until),
  CHECK ((driver IS 'shares') = (shares IS NOT NULL))
) STRICT;
INSERT INTO "cost" VALUES(1,1767222000000,'website','marketing',NULL,90000,'EUR','2026-01-01','2026-03-31',2,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "cost" VALUES(2,1769900400000,'admin','admin',NULL,150000,'EUR','2026-02-01','2026-02-28',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "deal" VALUES(1,1767956400000,'Audit',1,1,1,'consulting','won','won',1769079600000,NULL,1200000,'EUR',NULL,1,1,NULL,NULL,NULL,NULL);
INSERT INTO "deal" VALUES(2,1770980400000,'Second',1,NULL,NULL,'consulting','discovery','open',NULL,NULL,400000,'EUR',NULL,NULL,1,NULL,NULL,NULL,NULL);
CREATE TABLE deal_value (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id        INTEGER NOT NULL REFERENCES deal(id),
  effective_ms   INTEGER NOT NULL,
  amount_minor   INTEGER,
  currency       TEXT,
  expected_close TEXT
) STRICT;
INSERT INTO "deal_value" VALUES(1,1,1767956400000,1200000,'EUR',NULL);
INSERT INTO "deal_value" VALUES(2,2,1770980400000,400000,'EUR',NULL);
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
INSERT INTO "forecast" VALUES(1,1772362800000,'2026-03-01','2026-Q1','2026-01-01','2026-03-31','EUR',1200000,'{"deals": [], "totals": {"booked": 1200000, "coverage": null, "not_there_yet": null, "open": 0, "p10": 1200000, "p50": 1200000, "p90": 1200000, "remaining": null, "required": null, "target": null, "total": 1200000}, "version": 1}');
CREATE TABLE fx_rate (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  base  TEXT NOT NULL CHECK (length(base) = 3),   -- one unit of it …
  quote TEXT NOT NULL CHECK (length(quote) = 3),  -- … is so many of this: EUR/USD 1.10
  day   TEXT NOT NULL,
  rate  TEXT NOT NULL CHECK (rate <> ''),         -- exact decimal
  UNIQUE (base, quote, day),
  CHECK (base <> quote)
) STRICT;
CREATE TABLE goods_return (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,                    -- when it came back
  order_id   INTEGER NOT NULL REFERENCES sales_order(id),
  reopens    INTEGER NOT NULL CHECK (reopens = 0 OR reopens = 1), -- 1: to be sent again
  reason     TEXT
) STRICT;
CREATE TABLE goods_return_line (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  return_id     INTEGER NOT NULL REFERENCES goods_return(id),
  order_line_id INTEGER NOT NULL REFERENCES sales_order_line(id),
  quantity      INTEGER NOT NULL CHECK (quantity > 0)
) STRICT;
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
INSERT INTO "import_part" VALUES(1,1,'lead',3,4,2,'new');
CREATE TABLE import_reject (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES import_run(id),
  line   INTEGER NOT NULL,
  col    TEXT NOT NULL,                           -- the heading of the cell, or the place of a cell without one
  reason TEXT NOT NULL,
  body   TEXT NOT NULL                            -- the row's cells as a JSON array
) STRICT;
CREATE TABLE import_row (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id      INTEGER NOT NULL REFERENCES import_run(id),
  noun        TEXT NOT NULL,
  fingerprint TEXT NOT NULL,                      -- of a row without a key: its content and its n-th occurrence
  entity_id   INTEGER NOT NULL,                   -- the record it became
  UNIQUE (noun, fingerprint)
) STRICT;
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
, headings TEXT, format TEXT, zoneless INTEGER) STRICT;
INSERT INTO "import_run" VALUES(1,1767783600000,'lead','leads.csv','49354b5cd6dca5585aeb6df19d1f9590bcdd25d4185522c3044dda7bc2e651a4','{"external_id": "external_id", "name": "name", "email": "email", "channel": "channel", "created": "created"}',2,2,0,0,0,'["external_id", "name", "email", "channel", "created"]','csv , utf-8',NULL);
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
INSERT INTO "invoice" VALUES(1,1769943600000,1,1,1,NULL,NULL,'delivered','issued','invoice',2026,1,'2026-0001','2026-02-01',1769943600000,'2026-03-03',30,'EUR',0,NULL,NULL,1200000,0,1200000,'1',1200000,1200000,'EUR',NULL,1,NULL,NULL);
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
INSERT INTO "invoice_line" VALUES(1,1,1,1,NULL,'Audit',1000000,NULL,1200000,0,NULL,0,'delivery',NULL,NULL,1200000,1200000,0);
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
INSERT INTO "lead" VALUES(1,1767697200000,NULL,'Ada Lovelace','Analytical Engines','ada@engines.example','ada@engines.example',NULL,NULL,'converted','converted',1,1,1,1200000,'EUR',NULL,1,1,NULL,NULL,NULL,NULL);
INSERT INTO "lead" VALUES(2,1767697200000,NULL,'Test Lead',NULL,'test@x.example','test@x.example',NULL,NULL,'disqualified','disqualified',2,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "lead" VALUES(3,1767308400000,NULL,'Bob Babbage',NULL,'bob@mills.example','bob@mills.example',NULL,NULL,'new','new',2,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'x1',NULL);
INSERT INTO "lead" VALUES(4,1767394800000,NULL,'Cora Byron',NULL,'cora@mills.example','cora@mills.example',NULL,NULL,'new','new',4,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'x2',NULL);
CREATE TABLE mapping (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  name       TEXT NOT NULL CHECK (name <> ''),
  name_key   TEXT NOT NULL,
  noun       TEXT NOT NULL,                       -- whose import it is for
  body       TEXT NOT NULL,                       -- the options of the import, as JSON
  UNIQUE (noun, name_key)
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
INSERT INTO "member" VALUES(1,'mia','mia',NULL,NULL,NULL,NULL,NULL,1767697200000,NULL);
CREATE TABLE now_op (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  id   INTEGER,                                   -- the operation under way; NULL between operations
  kind TEXT                                       -- 'undo' and 'erase' may remove events, nothing else may
) STRICT;
INSERT INTO "now_op" VALUES(1,NULL,NULL);
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
INSERT INTO "operation" VALUES(1,1767610800000,'init',NULL,'mia',NULL,NULL,'056ca4c5ec0ccaed350c6faa44999eaf','88d4d72643779ca03e7ba3a86527cb8205119230b74b56a658e6a421cbcf85cb','901886a80f81f93b27120e7159395f913cffa9b5671f817fa9266245cdb6b644');
INSERT INTO "operation" VALUES(2,1767610800000,'campaign add',NULL,'mia','["campaign", "add", "Spring", "--today", "2026-01-05", "-q"]',NULL,'3e8fe27d1668ef5dbdeabc6799c65c07','f0dbf1825bedce22085cf2f51f251e78f45e95927612a9dc0c328aed7422f373','2dcfa3d6e14a2fc954b3c8583914c3103873c2e1d112eb2e38af4a4cf4130409');
INSERT INTO "operation" VALUES(3,1767697200000,'lead add',NULL,'mia','["lead", "add", "Ada Lovelace", "--email", "ada@engines.example", "--company", "Analytical Engines", "--channel", "referral", "--campaign", "Spring", "--amount", "12k", "--today", "2026-01-06", "-q"]',NULL,'3f9f6ba8b73ff53d9e5ca0d921fe271a','1a66945126e4071d1fd18894fcbb214ed4c444a73e3b8c52aec3d7f3aaa16940','afb9a254caa24df0fa63a2a0ba1183013d68f8aa422d811e1ba250b6adafc32f');
INSERT INTO "operation" VALUES(4,1767697200000,'lead add',NULL,'mia','["lead", "add", "Test Lead", "--email", "test@x.example", "--channel", "website", "--today", "2026-01-06", "-q"]',NULL,'e14c2bdc80394709da3d9b3abae6c413','23fcc49a571b24c4fc8f68f8e8faa70288e570fee0d91afc41873ea0209cc14b','327a1aa4e4dc48efc47717fafbecf8d083b8b1adb443950ef9fc26bae6e496cf');
INSERT INTO "operation" VALUES(5,1767783600000,'lead import',NULL,'mia','["lead", "import", "leads.csv", "--today", "2026-01-07", "-q"]',NULL,'3bdf7875cf271e8361744507600b4166','0d91fed8e3a12eef88fbf250dcca1255cd19e2b5923ddd15839febe59ed60dda','ce4e496ae47c10251b16479c0a37e5947ba58e1bb8d58c7869e49aff05a58285');
INSERT INTO "operation" VALUES(6,1767870000000,'note',NULL,'mia','["note", "L1", "wants an audit", "--kind", "call", "--today", "2026-01-08", "-q"]',NULL,'39baa23dbe59b738c4a740e4b00e48f9','707bccafc8209643c6a7877c475b8f0080e31ff48c17aaaf15284da389115d9a','9d13472d48d12ac3bd0c5a288142fff92d16cbb219e3d07d852ee313c4cc4dfd');
INSERT INTO "operation" VALUES(7,1767956400000,'lead convert',NULL,'mia','["lead", "convert", "L1", "--deal", "Audit", "--today", "2026-01-09", "-q"]',NULL,'c04cde0a8ab000b6957d5b7416d029cd','b068326877770c272cfa1911e839fa6de77eea23a723acbfcc743a3fc7c109b9','b6c11715bafa8b9b275f64c1cba7345799c8d99bc5ad27ed739b8a4696712ea4');
INSERT INTO "operation" VALUES(8,1768042800000,'lead disqualify',NULL,'mia','["lead", "disqualify", "L2", "--reason", "spam", "--today", "2026-01-10", "-q"]',NULL,'e933a2c398342c3a0800cbad4ad27ef9','f2480d838358ede6d4921ebe5a650500a3bca3d9639dc75ebd43c02d1db4d087','af96897661032fee6c7b44ebabb574c90edd1271a922fc9ab7df791d1d82c8a0');
INSERT INTO "operation" VALUES(9,1768215600000,'deal advance',NULL,'mia','["deal", "advance", "D1", "--today", "2026-01-12", "-q"]',NULL,'3ac9131f9f7326de07f4b2bc09f77ea3','3bfe86de6767c7330db2d592d488347c207d102a20972e8f6744d84958f5dff9','0764e02ff3bd08980dc68ce2fa43ccdc65b740fc0716d0d616f9c06c81c2c499');
INSERT INTO "operation" VALUES(10,1768906800000,'quote create',NULL,'mia','["quote", "create", "--deal", "D1", "--line", "Audit=1@12000", "--send", "--today", "2026-01-20", "-q"]',NULL,'665bc74cf042dc655dbdbd9fc226a909','489c5656e9207b190a103e179331766d396b79e1e52a2f3f0eaa04d83ff6c746','1e4f1c1e18bfed777e64ef30f46f4ef9342be44af2613c0d1450b7ee212cfe46');
INSERT INTO "operation" VALUES(11,1769079600000,'quote accept',NULL,'mia','["quote", "accept", "Q1", "--win", "--order", "--today", "2026-01-22", "-q"]',NULL,'6f1a0b34ea3e00011003d89465387b5f','ad959cc21672beb1cb9f7d5bf60ac5716752a73a5a1e0f7feb5f5eca4113a53e','1898d46343146723d117fc8b9ed89c34ff5ad9db35c10d86078861765eb2516e');
INSERT INTO "operation" VALUES(12,1769079600000,'order confirm',NULL,'mia','["order", "confirm", "O1", "--promise", "2026-02-01", "--today", "2026-01-22", "-q"]',NULL,'cc74cbd2ace716d1729d154a9656108b','35c29eb6d15d81869deb7d17dcc8ef646a002cc82cae907f295a09f2d20b769e','1a3011e3a99f0884c4bd503a530b6b8bb3fc4195ae747f10e654ea6ddf9e43c5');
INSERT INTO "operation" VALUES(13,1769943600000,'order deliver',NULL,'mia','["order", "deliver", "O1", "--today", "2026-02-01", "-q"]',NULL,'96e693f10bf2c4256eda0feb8b81d8b3','86ceaa73dccc770ecf461374c4f90b651a927b044c85ba3e8d37376c173b8205','a866077eee496e2324ad8545fe5ef148f2714d204b57605584cce064038d3ecf');
INSERT INTO "operation" VALUES(14,1769943600000,'invoice create',NULL,'mia','["invoice", "create", "--order", "O1", "--issue", "--today", "2026-02-01", "-q"]',NULL,'ee8d8d7bbd91d0073fc5550362c7bf9b','5d0955e387ed3a2eb665c526abed1a6e1d4fc3ae12ca71ed77bc952d0fd0c2ef','180084e3429d56434a6a4c40f2e1b62c044605f01b62fe6b10dbfbda97786f03');
INSERT INTO "operation" VALUES(15,1770721200000,'payment record',NULL,'mia','["payment", "record", "I1", "--amount", "5000", "--ref", "bank-1", "--today", "2026-02-10", "-q"]',NULL,'dcac58ac93c2d97fbba0743a55ba953d','590df1e1a3eee3ac70d367bc08f6c6edd1792ee9eb083b8832b0399cecab9e7e','5c700c32b59c3aebd7608d3281d0af114b262491c03837799999f2f718baa986');
INSERT INTO "operation" VALUES(16,1770807600000,'cost add',NULL,'mia','["cost", "add", "--amount", "900", "--function", "marketing", "--channel", "website", "--since", "2026-01-01", "--until", "2026-03-31", "--today", "2026-02-11", "-q"]',NULL,'b66067d02638b88c6b599c9f8ec2cc13','289454d2e7e9efc7b9e26ade6b69c94f6a7ae3a1c58b2b11ff44d74e73aab319','ec3f45acf3004934b90de77c9a4f74018f10fbf0559f2f6c20302cc19252e0b0');
INSERT INTO "operation" VALUES(17,1770807600000,'cost add',NULL,'mia','["cost", "add", "--amount", "1500", "--function", "admin", "--since", "2026-02-01", "--until", "2026-02-28", "--today", "2026-02-11", "-q"]',NULL,'368fc2bb2e16e7fdecf0a87aea06e9eb','d8cff925cae2877b8d1eca6286fea7aafede14243efea82df5f96d7bce8a239e','610c515f95efa67cc0e8a1bb27486e4a3cd3803a8dce2a40aceac6de67713fe5');
INSERT INTO "operation" VALUES(18,1770894000000,'budget set',NULL,'mia','["budget", "set", "--amount", "6000", "--function", "marketing", "--period", "2026", "--volume", "120", "--measure", "leads", "--quantity", "1200", "--today", "2026-02-12", "-q"]',NULL,'46a8afe9129ff88bfda4cb69f5967cd5','28a7682900e9ada777453c4a44b3c4fddbc5dd91cf5d055c585f1d57cfd94b07','725cb410928095dc7fcaeb2233cb62ea7385edbc98b1c719e57a47b6fcce0494');
INSERT INTO "operation" VALUES(19,1770894000000,'survey record',NULL,'mia','["survey", "record", "--kind", "nps", "--score", "9", "--account", "A1", "--today", "2026-02-12", "-q"]',NULL,'377df05953b913734c73f4de2e435fb4','c01e3db4cebb9d08e8e18c1d1c53b024f37a21bc3f5c5adf8de82848c6982c58','9bdf753d39794d36711cc393cc6515452776533dd86d6cce2d2a223b4bed5a10');
INSERT INTO "operation" VALUES(20,1770980400000,'deal add',NULL,'mia','["deal", "add", "Second", "--account", "A1", "--amount", "4000", "--today", "2026-02-13", "-q"]',NULL,'88295a921278efdd0b28b31a2860f60c','919072c39f793131355eb5ecc9e765e3d01494ce10ed171a4dc03ab67fafe10b','1ef2b8fb211c174ac16927a247a3778996c56a46f00fcc2cdf02ab3f8b1ed23f');
INSERT INTO "operation" VALUES(21,1771066800000,'deal lose',NULL,'mia','["deal", "lose", "D2", "--reason", "price", "--today", "2026-02-14", "-q"]',NULL,'9d02a35fffbdb4f55f58e44db47937b0','49447d5cf897ab7d5cb42ac5ab9f7b1670b6d48f194e2523604c3bb5a07b84f1','99ec48723ab0e3f033b9f548dff64888ebbe8f490959720fc50efba187f3ee24');
INSERT INTO "operation" VALUES(22,1771153200000,'deal reopen',NULL,'mia','["deal", "reopen", "D2", "--today", "2026-02-15", "-q"]',NULL,'2820605deeeceffb9bb7c5831b0a812c','ce4ff385f1092f45b5d90d11126ea3868a450c282ff55e6eb9c2566bcc4fd6cf','816ec6e480fb36c60e2e13383a8fcde3ab733a472c4350b66c0b505c44e50719');
INSERT INTO "operation" VALUES(23,1772362800000,'forecast freeze',NULL,'mia','["forecast", "freeze", "--today", "2026-03-01", "-q"]',NULL,'208ee38e97e43fa85d471830e918b889','2545d0b44c7fcdcfd7b5a36199461d09cc97f308b7ceb77dbaf59ae75173d26a','7ef5d084e31460be417872f728a760dfcf728c981e81afdb63accdb80a011c92');
INSERT INTO "operation" VALUES(24,1772449200000,'review month',NULL,'mia','["review", "month", "--today", "2026-03-02", "-q"]',NULL,'426942c1e502712e185e039e37c171d9','e04bb60fe825ba7e789b4d5691f635b445922c041cb3a03f136cb3672134f200','227ec3600cb58c15f8e690eca3027c84cc5fbdbd9663c39bb9a15feb29a75467');
INSERT INTO "operation" VALUES(25,1772535600000,'target set',NULL,'mia','["target", "set", "win_rate", "35%", "--period", "quarter", "--today", "2026-03-03", "-q"]',NULL,'6a601127e08a29a54f5320d36f9b1b44','b032fb35559f8cad6c5e5b45402525fdb9091c57532f99cabd80c7596f827d7f','eda5c58528f70a3882c5781ed2a24d9ecf86dfd5bd9ae5e46229d67ca624951d');
INSERT INTO "operation" VALUES(26,1772535600000,'undo',25,'mia','["undo", "--today", "2026-03-03", "-q"]',NULL,'c0c52b8bc74b5354b56b97ba5c925924','041c64e7aeb31a4dd48762e541cef0bf1fe2cbdbeda1a8f291df0edb50e3259f','923baadcf60c708fe80ba1b6be46751dd429a06783a1f1cb48f6203524450faf');
CREATE TABLE owner_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  entity       TEXT NOT NULL CHECK (entity = 'lead' OR entity = 'account' OR entity = 'deal'),
  entity_id    INTEGER NOT NULL,
  from_id      INTEGER REFERENCES member(id),     -- NULL: from the pool
  to_id        INTEGER REFERENCES member(id),     -- NULL: into the pool
  effective_ms INTEGER NOT NULL,
  reason       TEXT                               -- "claim", "recycle"
) STRICT;
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
INSERT INTO "payment" VALUES(1,1770721200000,'2026-02-10',1,NULL,NULL,'in',500000,'EUR',0,0,NULL,'bank-1','I1','1',500000,'EUR',NULL);
CREATE TABLE process (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- the version; the newest is in force
  applied_ms INTEGER NOT NULL,
  body       TEXT NOT NULL                        -- the parsed process as JSON
) STRICT;
INSERT INTO "process" VALUES(1,1767610800000,'{"channels":[{"aliases":["recommendation","word of mouth"],"id":"referral"},{"aliases":["web","homepage","organic"],"id":"website"},{"id":"linkedin","label":{"en":"LinkedIn"}},{"aliases":["conference","meetup","trade show"],"id":"event"},{"aliases":["mailing"],"id":"newsletter"},{"aliases":["cold call","cold mail"],"id":"outbound"}],"currency":"EUR","fields":{"deal":[{"choices":["audit","workshop","implementation","retainer"],"id":"service","label":{"en":"Service"},"type":"choice"},{"id":"hours","label":{"en":"Estimated hours"},"type":"number"}],"lead":[{"id":"budget_known","label":{"en":"Budget known"},"type":"yesno"}]},"follow_ups":[{"due":2,"noun":"lead","stage":"qualified","task":"Offer a first conversation"},{"due":7,"noun":"deal","stage":"proposal","task":"Follow up on the proposal"},{"after":14,"noun":"deal","stage":"negotiation","task":"Ask what is missing for a yes"}],"lead":{"disqualify_reasons":[{"id":"no_budget","label":{"en":"No budget"}},{"id":"no_need","label":{"en":"No need"}},{"id":"no_reply","label":{"en":"No reply"}},{"id":"not_a_fit","label":{"en":"Not a fit"}},{"counts":false,"id":"duplicate","label":{"en":"Duplicate"}},{"counts":false,"id":"spam","label":{"en":"Spam"}}],"statuses":[{"id":"new","kind":"new","label":{"en":"New","zh":"新线索"},"stale_after":2},{"id":"contacted","kind":"working","label":{"en":"Contacted","zh":"已联系"},"stale_after":14},{"id":"nurturing","kind":"working","label":{"en":"Nurturing","zh":"培育中"}},{"id":"qualified","kind":"qualified","label":{"en":"Qualified","zh":"合格线索"},"stale_after":14}]},"lost_reasons":[{"id":"price","label":{"en":"Price"}},{"id":"no_decision","label":{"en":"No decision"}},{"id":"competitor","label":{"en":"Competitor"}},{"id":"timing","label":{"en":"Timing"}},{"id":"no_budget","label":{"en":"No budget"}},{"counts":false,"id":"duplicate","label":{"en":"Duplicate"}},{"counts":false,"id":"test","label":{"en":"Only a test"}}],"name":"Consulting","numbers":{"credit_note":"C{year}-{n:04}","invoice":"{year}-{n:04}","quote":"Q{year}-{n:03}"},"pipelines":[{"id":"consulting","label":{"en":"Consulting","zh":"咨询"},"stages":[{"id":"discovery","label":{"en":"Discovery","zh":"需求沟通"},"probability":15,"stale_after":21},{"id":"proposal","label":{"en":"Proposal","zh":"方案报价"},"probability":35,"stale_after":30},{"forecast":"best_case","id":"negotiation","label":{"en":"Negotiation","zh":"谈判"},"probability":60,"stale_after":21},{"forecast":"commit","id":"verbal","label":{"en":"Verbal yes","zh":"口头同意"},"probability":90,"stale_after":14},{"id":"won","kind":"won","label":{"en":"Won","zh":"赢单"}},{"id":"lost","kind":"lost","label":{"en":"Lost","zh":"输单"}},{"id":"void","kind":"void","label":{"en":"Opened in error","zh":"作废"}}]}],"timezone":"Europe/Berlin"}');
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
CREATE TABLE product_price (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  product_id  INTEGER NOT NULL REFERENCES product(id),
  currency    TEXT NOT NULL CHECK (length(currency) = 3),
  valid_from  TEXT NOT NULL,                      -- the first day of the price
  price_minor INTEGER NOT NULL CHECK (price_minor >= 0),
  UNIQUE (product_id, currency, valid_from)
) STRICT;
CREATE TABLE promise_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  order_id     INTEGER NOT NULL REFERENCES sales_order(id),
  promised     TEXT,                              -- the day promised from then on
  effective_ms INTEGER NOT NULL
) STRICT;
INSERT INTO "promise_event" VALUES(1,1,'2026-02-01',1769079600000);
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
INSERT INTO "quote" VALUES(1,1768906800000,'Q2026-001','quote',2026,1,1,NULL,1,1,1,'accepted',1768906800000,1769079600000,NULL,NULL,'EUR',0,NULL,NULL,1200000,0,1200000,NULL,NULL,1,NULL,NULL);
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
INSERT INTO "quote_line" VALUES(1,1,1,NULL,'Audit',1000000,NULL,1200000,0,NULL,0,NULL,NULL,1200000,1200000,0);
CREATE TABLE reminder (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  invoice_id   INTEGER NOT NULL REFERENCES invoice(id),
  level        INTEGER NOT NULL CHECK (level >= 1),
  open_minor   INTEGER NOT NULL,                  -- what was open when it was written
  language     TEXT,
  on_day       TEXT NOT NULL,
  effective_ms INTEGER NOT NULL
) STRICT;
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
INSERT INTO "review" VALUES(1,1772449200000,'2026-02','2026-02-01','2026-02-28','2026-03-02','24 None','{"ltc": "0.1.0", "slowest": null, "leakiest": null, "findings": 0, "signals": 0, "figures": [{"metric": "cohort_funnel", "version": 1, "value": null, "unit": "ratio", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 0, "n": 0, "ci": [null, null], "ci_method": "wilson", "status": "undefined", "excluded": {"deals_without_lead": 1}, "warnings": [], "definition_url": "ltc explain cohort_funnel", "target": null, "previous": 0.25, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "lead_volume", "version": 1, "value": 0, "unit": "count", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain lead_volume", "target": null, "previous": 4, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "lead_to_customer", "version": 1, "value": null, "unit": "ratio", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 0, "n": 0, "ci": [null, null], "ci_method": "wilson", "status": "undefined", "excluded": {"deals_without_lead": 1}, "warnings": [], "definition_url": "ltc explain lead_to_customer", "target": null, "previous": 0.25, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "lead_to_opportunity", "version": 1, "value": null, "unit": "ratio", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 0, "n": 0, "ci": [null, null], "ci_method": "wilson", "status": "undefined", "excluded": {"deals_without_lead": 1}, "warnings": [], "definition_url": "ltc explain lead_to_opportunity", "target": null, "previous": 0.25, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "response_median", "version": 1, "value": null, "unit": "number", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain response_median", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "response_in_time", "version": 1, "value": null, "unit": "ratio", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 0, "n": 0, "ci": [null, null], "ci_method": "wilson", "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain response_in_time", "target": null, "previous": 0.0, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "cac", "version": 1, "value": null, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain cac", "target": null, "previous": 31000, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "cost_per_lead", "version": 1, "value": null, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain cost_per_lead", "target": null, "previous": 7750, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "romi", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain romi", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "ltv_cac", "version": 1, "value": null, "unit": "number", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain ltv_cac", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "cac_payback", "version": 1, "value": null, "unit": "number", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain cac_payback", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "gross_margin", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {"cost_unknown": 1}, "warnings": [], "definition_url": "ltc explain gross_margin", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "gross_profit", "version": 1, "value": null, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {"cost_unknown": 1}, "warnings": [], "definition_url": "ltc explain gross_profit", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "spend", "version": 1, "value": 178000, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain spend", "target": null, "previous": 31000, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "cost_variance", "version": 1, "value": 18027, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain cost_variance", "target": null, "previous": 19959, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "marketing_ratio", "version": 1, "value": 0.023333333333333334, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain marketing_ratio", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "sales_ratio", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain sales_ratio", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "fulfilment_ratio", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain fulfilment_ratio", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "cash_conversion_cycle", "version": 1, "value": 16.333333333333332, "unit": "days", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain cash_conversion_cycle", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "weighted_pipeline", "version": 1, "value": 60000, "unit": "money", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain weighted_pipeline", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "open_pipeline", "version": 1, "value": 400000, "unit": "money", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain open_pipeline", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "win_rate", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 0, "n": 0, "ci": [null, null], "ci_method": "wilson", "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain win_rate", "target": null, "previous": 1.0, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "win_rate_by_value", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain win_rate_by_value", "target": null, "previous": 1.0, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "cycle_median", "version": 1, "value": null, "unit": "days", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain cycle_median", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "cycle_won_mean", "version": 1, "value": null, "unit": "days", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain cycle_won_mean", "target": null, "previous": 13.0, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "stage_visits", "version": 1, "value": 2, "unit": "count", "basis": "cohort", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain stage_visits", "target": null, "previous": 2, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "stage_entries", "version": 1, "value": 2, "unit": "count", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain stage_entries", "target": null, "previous": 2, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "deals_in_progress", "version": 1, "value": 1, "unit": "count", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain deals_in_progress", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "clean_pipeline", "version": 1, "value": 0.0, "unit": "ratio", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 1, "n": 1, "ci": [0.0, 0.7934506856227626], "ci_method": "wilson", "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain clean_pipeline", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "velocity", "version": 1, "value": 92308, "unit": "money", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain velocity", "target": null, "previous": 0, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "deals_lost", "version": 1, "value": 0, "unit": "count", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain deals_lost", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "average_deal", "version": 1, "value": null, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain average_deal", "target": null, "previous": 1200000, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "median_deal", "version": 1, "value": null, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain median_deal", "target": null, "previous": 1200000, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "forecast_total", "version": 1, "value": 0, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain forecast_total", "target": null, "previous": 1200000, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "coverage", "version": 1, "value": null, "unit": "number", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain coverage", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "forecast_error", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain forecast_error", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "forecast_bias", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain forecast_bias", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "slippage", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain slippage", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "brier", "version": 1, "value": null, "unit": "number", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain brier", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "active_customers", "version": 1, "value": 1, "unit": "count", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain active_customers", "target": null, "previous": 1, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "new_customers", "version": 1, "value": 0, "unit": "count", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain new_customers", "target": null, "previous": 1, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "repeat_rate", "version": 1, "value": 0.0, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 1, "n": 1, "ci": [0.0, 0.7934506856227626], "ci_method": "wilson", "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain repeat_rate", "target": null, "previous": 0.0, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "retention", "version": 1, "value": 1.0, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 1, "denominator": 1, "n": 1, "ci": [0.20654931437723745, 1.0], "ci_method": "wilson", "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain retention", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "churn", "version": 1, "value": 0.0, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain churn", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "buying_customers", "version": 1, "value": 1, "unit": "count", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "low_n", "excluded": {}, "warnings": [], "definition_url": "ltc explain buying_customers", "target": null, "previous": 1, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "clv", "version": 1, "value": null, "unit": "money", "basis": "historic", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain clv", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "clv_12m", "version": 1, "value": null, "unit": "money", "basis": "historic", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain clv_12m", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "nrr", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain nrr", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "grr", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain grr", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "nps", "version": 1, "value": 100.0, "unit": "points", "basis": "wave", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": 1, "n": 1, "ci": [100.0, 100.0], "ci_method": "normal", "status": "not_enough_data", "excluded": {}, "warnings": [], "definition_url": "ltc explain nps", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "csat", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 0, "n": 0, "ci": [null, null], "ci_method": "wilson", "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain csat", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "awareness", "version": 1, "value": null, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": 0, "denominator": 0, "n": 0, "ci": [null, null], "ci_method": "wilson", "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain awareness", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "receivables", "version": 1, "value": 700000, "unit": "money", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain receivables", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "overdue_receivables", "version": 1, "value": 0, "unit": "money", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain overdue_receivables", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "days_sales_outstanding", "version": 1, "value": 16.333333333333332, "unit": "days", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain days_sales_outstanding", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "days_delinquent", "version": 1, "value": 0.0, "unit": "days", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain days_delinquent", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "collection_effectiveness", "version": 1, "value": 1.0, "unit": "ratio", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain collection_effectiveness", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "days_to_pay", "version": 1, "value": 9.0, "unit": "days", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain days_to_pay", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "booked", "version": 1, "value": 0, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain booked", "target": null, "previous": 1200000, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "billed", "version": 1, "value": 1200000, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain billed", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "recognised", "version": 1, "value": 1200000, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain recognised", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "collected", "version": 1, "value": 500000, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain collected", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "deferred", "version": 1, "value": 0, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain deferred", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "backlog", "version": 1, "value": 0, "unit": "money", "basis": "period", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain backlog", "target": null, "previous": 1200000, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "expected_cash", "version": 1, "value": 700000, "unit": "money", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain expected_cash", "target": null, "previous": 1200000, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "revenue_leakage", "version": 1, "value": 700000, "unit": "money", "basis": "snapshot", "since": null, "until": null, "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain revenue_leakage", "target": null, "previous": 1200000, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "tax_due", "version": 1, "value": 0, "unit": "money", "basis": "issued", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-02-28", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "ok", "excluded": {}, "warnings": [], "definition_url": "ltc explain tax_due", "target": null, "previous": 0, "year_before": 0, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "growth", "version": 1, "value": null, "unit": "ratio", "basis": "billed", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain growth", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}, {"metric": "growth_on_the_year", "version": 1, "value": null, "unit": "ratio", "basis": "billed", "since": "2026-02-01", "until": "2026-02-28", "as_of": "2026-03-02", "tz": "Europe/Berlin", "currency": "EUR", "numerator": null, "denominator": null, "n": null, "ci": null, "ci_method": null, "status": "undefined", "excluded": {}, "warnings": [], "definition_url": "ltc explain growth_on_the_year", "target": null, "previous": null, "year_before": null, "periods": 0, "mean": null, "lower": null, "upper": null, "signal": null}]}');
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
INSERT INTO "sales_order" VALUES(1,1769079600000,1,1,NULL,1,1,'confirmed',0,1769079600000,NULL,NULL,'2026-02-01','2026-02-01',NULL,'EUR',0,NULL,NULL,1200000,0,1200000,'1',1200000,'EUR',NULL,NULL,1,NULL,NULL,NULL);
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
INSERT INTO "sales_order_line" VALUES(1,1,1,1,NULL,'Audit',1000000,NULL,0,NULL,1200000,0,NULL,0,'delivery',NULL,NULL,NULL,1200000,1200000,0);
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
INSERT INTO "shipment" VALUES(1,1769943600000,1,'delivered',1769943600000,NULL,NULL,NULL);
CREATE TABLE shipment_line (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  shipment_id   INTEGER NOT NULL REFERENCES shipment(id),
  order_line_id INTEGER NOT NULL REFERENCES sales_order_line(id),
  quantity      INTEGER NOT NULL CHECK (quantity > 0)
) STRICT;
INSERT INTO "shipment_line" VALUES(1,1,1,1000000);
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
INSERT INTO "stage_event" VALUES(1,'lead',1,NULL,'new','contacted','new','working',1767870000000,NULL);
INSERT INTO "stage_event" VALUES(2,'lead',1,NULL,'contacted','converted','working','converted',1767956400000,NULL);
INSERT INTO "stage_event" VALUES(3,'lead',2,NULL,'new','disqualified','new','disqualified',1768042800000,'spam');
INSERT INTO "stage_event" VALUES(4,'deal',1,'consulting','discovery','proposal','open','open',1768215600000,NULL);
INSERT INTO "stage_event" VALUES(5,'deal',1,'consulting','proposal','won','open','won',1769079600000,NULL);
INSERT INTO "stage_event" VALUES(6,'deal',2,'consulting','discovery','lost','open','lost',1771066800000,'price');
INSERT INTO "stage_event" VALUES(7,'deal',2,'consulting','lost','discovery','lost','open',1771153200000,NULL);
CREATE TABLE status_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  entity       TEXT NOT NULL CHECK (entity = 'quote' OR entity = 'contract' OR entity = 'sales_order' OR entity = 'shipment' OR entity = 'invoice'),
  entity_id    INTEGER NOT NULL,
  from_status  TEXT NOT NULL,
  to_status    TEXT NOT NULL,
  effective_ms INTEGER NOT NULL,
  reason       TEXT
) STRICT;
INSERT INTO "status_event" VALUES(1,'quote',1,'draft','sent',1768906800000,NULL);
INSERT INTO "status_event" VALUES(2,'quote',1,'sent','accepted',1769079600000,NULL);
INSERT INTO "status_event" VALUES(3,'sales_order',1,'draft','confirmed',1769079600000,NULL);
INSERT INTO "status_event" VALUES(4,'shipment',1,'shipped','delivered',1769943600000,NULL);
INSERT INTO "status_event" VALUES(5,'invoice',1,'draft','issued',1769943600000,NULL);
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
INSERT INTO "survey" VALUES(1,1770894000000,'nps',9,0,10,NULL,NULL,1,NULL,NULL,NULL);
CREATE TABLE survey_wave (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  created_ms INTEGER NOT NULL,
  kind       TEXT NOT NULL CHECK (kind = 'nps' OR kind = 'csat' OR kind = 'awareness'),
  wave       TEXT NOT NULL,
  invited    INTEGER NOT NULL CHECK (invited >= 0), -- how many were asked
  UNIQUE (kind, wave)
) STRICT;
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
INSERT INTO "task" VALUES(1,1768215600000,'Follow up on the proposal','2026-01-19','deal',1,NULL,1,NULL,'proposal',NULL);
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
INSERT INTO "touch" VALUES(1,'lead',1,1767870000000,'call',0,'wants an audit',NULL,NULL,1);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX operation_undoes ON operation(undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_row ON change(tbl, row_id);
CREATE INDEX change_operation ON change(operation_id);
CREATE INDEX channel_alias_channel ON channel_alias(channel_id);
CREATE INDEX campaign_channel ON campaign(channel_id);
CREATE UNIQUE INDEX account_external ON account(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX account_name ON account(name_key);
CREATE INDEX account_email ON account(email_key) WHERE email_key IS NOT NULL;
CREATE INDEX account_created ON account(created_ms);
CREATE UNIQUE INDEX contact_external ON contact(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contact_name ON contact(name_key);
CREATE INDEX contact_email ON contact(email_key) WHERE email_key IS NOT NULL;
CREATE INDEX contact_created ON contact(created_ms);
CREATE INDEX contact_account_account ON contact_account(account_id);
CREATE UNIQUE INDEX lead_external ON lead(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX lead_created ON lead(created_ms, channel_id, is_test);
CREATE INDEX lead_email ON lead(email_key) WHERE email_key IS NOT NULL;
CREATE INDEX lead_phone ON lead(phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX lead_account ON lead(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX lead_contact ON lead(contact_id) WHERE contact_id IS NOT NULL;
CREATE UNIQUE INDEX deal_external ON deal(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX deal_created ON deal(created_ms);
CREATE INDEX deal_lead ON deal(lead_id, created_ms, is_test) WHERE lead_id IS NOT NULL;
CREATE INDEX deal_account ON deal(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX deal_contact ON deal(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX deal_stage ON deal(pipeline, stage) WHERE kind = 'open';
CREATE INDEX stage_event_record ON stage_event(entity, entity_id, effective_ms);
CREATE INDEX stage_event_kind ON stage_event(entity, to_kind, effective_ms, entity_id);
CREATE INDEX stage_event_outcome ON stage_event(entity, entity_id, effective_ms, id, to_kind)
  WHERE (to_kind = 'won' OR to_kind = 'lost' OR to_kind = 'void' OR to_kind = 'disqualified'
  OR from_kind = 'won' OR from_kind = 'lost' OR from_kind = 'void' OR from_kind = 'disqualified');
CREATE INDEX deal_value_deal ON deal_value(deal_id, effective_ms);
CREATE INDEX owner_event_record ON owner_event(entity, entity_id, effective_ms);
CREATE INDEX touch_record ON touch(entity, entity_id, at_ms);
CREATE INDEX task_record ON task(entity, entity_id);
CREATE INDEX task_due ON task(due) WHERE done_ms IS NULL;
CREATE UNIQUE INDEX task_next ON task(entity, entity_id) WHERE is_next = 1 AND done_ms IS NULL;
CREATE INDEX import_row_run ON import_row(run_id);
CREATE UNIQUE INDEX product_external ON product(external_id) WHERE external_id IS NOT NULL;
CREATE UNIQUE INDEX product_sku ON product(sku_key) WHERE sku_key IS NOT NULL;
CREATE INDEX product_name ON product(name_key);
CREATE UNIQUE INDEX quote_external ON quote(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX quote_deal ON quote(deal_id, sent_ms) WHERE deal_id IS NOT NULL;
CREATE INDEX quote_account ON quote(account_id);
CREATE UNIQUE INDEX quote_previous ON quote(previous_id) WHERE previous_id IS NOT NULL;
CREATE INDEX quote_number ON quote(number) WHERE number IS NOT NULL;
CREATE INDEX quote_line_quote ON quote_line(quote_id, position);
CREATE UNIQUE INDEX contract_external ON contract(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX contract_account ON contract(account_id);
CREATE INDEX contract_deal ON contract(deal_id) WHERE deal_id IS NOT NULL;
CREATE INDEX contract_quote ON contract(quote_id) WHERE quote_id IS NOT NULL;
CREATE UNIQUE INDEX sales_order_external ON sales_order(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX sales_order_deal ON sales_order(deal_id, confirmed_ms, status) WHERE deal_id IS NOT NULL;
CREATE INDEX sales_order_account ON sales_order(account_id);
CREATE INDEX sales_order_quote ON sales_order(quote_id) WHERE quote_id IS NOT NULL;
CREATE INDEX sales_order_contract ON sales_order(contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX sales_order_open ON sales_order(status) WHERE status = 'confirmed';
CREATE INDEX sales_order_line_order ON sales_order_line(order_id, position);
CREATE INDEX sales_order_line_quote ON sales_order_line(quote_line_id) WHERE quote_line_id IS NOT NULL;
CREATE INDEX promise_event_order ON promise_event(order_id, effective_ms);
CREATE INDEX shipment_order ON shipment(order_id, delivered_ms);
CREATE INDEX shipment_line_shipment ON shipment_line(shipment_id);
CREATE INDEX shipment_line_order ON shipment_line(order_line_id, quantity);
CREATE INDEX goods_return_order ON goods_return(order_id, created_ms);
CREATE INDEX goods_return_line_return ON goods_return_line(return_id);
CREATE INDEX goods_return_line_order ON goods_return_line(order_line_id, quantity);
CREATE UNIQUE INDEX invoice_external ON invoice(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX invoice_number ON invoice(number) WHERE number IS NOT NULL;
CREATE INDEX invoice_account ON invoice(account_id, issued_on);
CREATE INDEX invoice_order ON invoice(order_id, issued_on, total_minor) WHERE order_id IS NOT NULL;
CREATE INDEX invoice_contract ON invoice(contract_id, issued_on, total_minor) WHERE contract_id IS NOT NULL;
CREATE INDEX invoice_instalment ON invoice(instalment_id) WHERE instalment_id IS NOT NULL;
CREATE INDEX invoice_issued ON invoice(issued_on) WHERE status = 'issued';
CREATE INDEX invoice_line_invoice ON invoice_line(invoice_id, position);
CREATE INDEX invoice_line_order ON invoice_line(order_line_id, quantity) WHERE order_line_id IS NOT NULL;
CREATE INDEX credit_note_number ON credit_note(number);
CREATE INDEX credit_note_invoice ON credit_note(invoice_id);
CREATE INDEX credit_note_account ON credit_note(account_id, issued_on);
CREATE INDEX credit_note_line_note ON credit_note_line(credit_note_id, position);
CREATE INDEX credit_note_line_line ON credit_note_line(invoice_line_id);
CREATE UNIQUE INDEX payment_reference ON payment(reference) WHERE reference IS NOT NULL;
CREATE UNIQUE INDEX payment_external ON payment(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX payment_account ON payment(account_id, received_on);
CREATE INDEX payment_order ON payment(order_id) WHERE order_id IS NOT NULL;
CREATE INDEX payment_contract ON payment(contract_id) WHERE contract_id IS NOT NULL;
CREATE INDEX payment_received ON payment(received_on);
CREATE INDEX allocation_invoice ON allocation(invoice_id, on_day, kind, amount_minor) WHERE invoice_id IS NOT NULL;
CREATE INDEX allocation_payment ON allocation(payment_id, on_day, source_minor) WHERE payment_id IS NOT NULL;
CREATE INDEX allocation_credit ON allocation(credit_note_id, on_day, source_minor) WHERE credit_note_id IS NOT NULL;
CREATE INDEX allocation_refund ON allocation(refund_id) WHERE refund_id IS NOT NULL;
CREATE UNIQUE INDEX allocation_reverses ON allocation(reverses) WHERE reverses IS NOT NULL;
CREATE INDEX reminder_invoice ON reminder(invoice_id, level);
CREATE INDEX status_event_record ON status_event(entity, entity_id, effective_ms);
CREATE INDEX status_event_kind ON status_event(entity, to_status, effective_ms, entity_id);
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
CREATE TRIGGER credit_note_kept BEFORE DELETE ON credit_note
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
CREATE TRIGGER credit_note_line_fixed BEFORE UPDATE ON credit_note_line
BEGIN SELECT RAISE(ABORT, 'a credit note never changes'); END;
CREATE TRIGGER credit_note_line_kept BEFORE DELETE ON credit_note_line
BEGIN SELECT RAISE(ABORT, 'a credit note is never deleted'); END;
CREATE INDEX import_part_record ON import_part(entity, first_id, last_id);
CREATE INDEX import_part_run ON import_part(run_id);
CREATE INDEX import_reject_run ON import_reject(run_id, line);
CREATE INDEX alias_value ON alias(entity, field, value);
CREATE INDEX alias_record ON alias(entity, entity_id);
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
CREATE UNIQUE INDEX cost_external ON cost(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX cost_span ON cost(since, until, function);
CREATE INDEX cost_channel ON cost(channel_id) WHERE channel_id IS NOT NULL;
CREATE INDEX cost_campaign ON cost(campaign_id) WHERE campaign_id IS NOT NULL;
CREATE INDEX cost_account ON cost(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX budget_span ON budget(since, until, function);
CREATE UNIQUE INDEX survey_external ON survey(external_id) WHERE external_id IS NOT NULL;
CREATE INDEX survey_kind ON survey(kind, created_ms);
CREATE INDEX survey_account ON survey(account_id) WHERE account_id IS NOT NULL;
CREATE INDEX survey_contact ON survey(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX forecast_period ON forecast(since, until, as_of);
CREATE INDEX review_period ON review(since, until);
CREATE INDEX cost_due ON cost(due) WHERE due IS NOT NULL;
CREATE TRIGGER process_updated AFTER UPDATE ON process WHEN old.id IS NOT new.id OR old.applied_ms IS NOT new.applied_ms OR old.body IS NOT new.body BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'process', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.applied_ms IS new.applied_ms, '', ' applied_ms=' || quote(old.applied_ms)) || iif(old.body IS new.body, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER process_deleted AFTER DELETE ON process BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'process', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.applied_ms IS NULL, '', ' applied_ms=' || quote(old.applied_ms)) || iif(old.body IS NULL, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER member_updated AFTER UPDATE ON member WHEN old.id IS NOT new.id OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.email IS NOT new.email OR old.team IS NOT new.team OR old.active_since IS NOT new.active_since OR old.active_until IS NOT new.active_until OR old.external_id IS NOT new.external_id OR old.created_ms IS NOT new.created_ms OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'member', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS new.email, '', ' email=' || quote(old.email)) || iif(old.team IS new.team, '', ' team=' || quote(old.team)) || iif(old.active_since IS new.active_since, '', ' active_since=' || quote(old.active_since)) || iif(old.active_until IS new.active_until, '', ' active_until=' || quote(old.active_until)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER member_deleted AFTER DELETE ON member BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'member', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS NULL, '', ' email=' || quote(old.email)) || iif(old.team IS NULL, '', ' team=' || quote(old.team)) || iif(old.active_since IS NULL, '', ' active_since=' || quote(old.active_since)) || iif(old.active_until IS NULL, '', ' active_until=' || quote(old.active_until)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER channel_updated AFTER UPDATE ON channel WHEN old.id IS NOT new.id OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.created_ms IS NOT new.created_ms OR old.external_id IS NOT new.external_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'channel', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER channel_deleted AFTER DELETE ON channel BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'channel', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER channel_alias_updated AFTER UPDATE ON channel_alias WHEN old.id IS NOT new.id OR old.channel_id IS NOT new.channel_id OR old.alias IS NOT new.alias OR old.alias_key IS NOT new.alias_key BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'channel_alias', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.alias IS new.alias, '', ' alias=' || quote(old.alias)) || iif(old.alias_key IS new.alias_key, '', ' alias_key=' || quote(old.alias_key))); END;
CREATE TRIGGER channel_alias_deleted AFTER DELETE ON channel_alias BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'channel_alias', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.alias IS NULL, '', ' alias=' || quote(old.alias)) || iif(old.alias_key IS NULL, '', ' alias_key=' || quote(old.alias_key))); END;
CREATE TRIGGER campaign_updated AFTER UPDATE ON campaign WHEN old.id IS NOT new.id OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.channel_id IS NOT new.channel_id OR old.since IS NOT new.since OR old.until IS NOT new.until OR old.budget_minor IS NOT new.budget_minor OR old.currency IS NOT new.currency OR old.external_id IS NOT new.external_id OR old.created_ms IS NOT new.created_ms OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'campaign', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.since IS new.since, '', ' since=' || quote(old.since)) || iif(old.until IS new.until, '', ' until=' || quote(old.until)) || iif(old.budget_minor IS new.budget_minor, '', ' budget_minor=' || quote(old.budget_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER campaign_deleted AFTER DELETE ON campaign BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'campaign', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.since IS NULL, '', ' since=' || quote(old.since)) || iif(old.until IS NULL, '', ' until=' || quote(old.until)) || iif(old.budget_minor IS NULL, '', ' budget_minor=' || quote(old.budget_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER account_updated AFTER UPDATE ON account WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.email IS NOT new.email OR old.email_key IS NOT new.email_key OR old.phone IS NOT new.phone OR old.phone_key IS NOT new.phone_key OR old.website IS NOT new.website OR old.country IS NOT new.country OR old.address IS NOT new.address OR old.channel_id IS NOT new.channel_id OR old.owner_id IS NOT new.owner_id OR old.tags IS NOT new.tags OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields OR old.billing_address IS NOT new.billing_address OR old.tax_id IS NOT new.tax_id OR old.language IS NOT new.language OR old.currency IS NOT new.currency OR old.terms_days IS NOT new.terms_days BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'account', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS new.email, '', ' email=' || quote(old.email)) || iif(old.email_key IS new.email_key, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS new.phone, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS new.phone_key, '', ' phone_key=' || quote(old.phone_key)) || iif(old.website IS new.website, '', ' website=' || quote(old.website)) || iif(old.country IS new.country, '', ' country=' || quote(old.country)) || iif(old.address IS new.address, '', ' address=' || quote(old.address)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS new.tags, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields)) || iif(old.billing_address IS new.billing_address, '', ' billing_address=' || quote(old.billing_address)) || iif(old.tax_id IS new.tax_id, '', ' tax_id=' || quote(old.tax_id)) || iif(old.language IS new.language, '', ' language=' || quote(old.language)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.terms_days IS new.terms_days, '', ' terms_days=' || quote(old.terms_days))); END;
CREATE TRIGGER account_deleted AFTER DELETE ON account BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'account', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS NULL, '', ' email=' || quote(old.email)) || iif(old.email_key IS NULL, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS NULL, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS NULL, '', ' phone_key=' || quote(old.phone_key)) || iif(old.website IS NULL, '', ' website=' || quote(old.website)) || iif(old.country IS NULL, '', ' country=' || quote(old.country)) || iif(old.address IS NULL, '', ' address=' || quote(old.address)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS NULL, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields)) || iif(old.billing_address IS NULL, '', ' billing_address=' || quote(old.billing_address)) || iif(old.tax_id IS NULL, '', ' tax_id=' || quote(old.tax_id)) || iif(old.language IS NULL, '', ' language=' || quote(old.language)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.terms_days IS NULL, '', ' terms_days=' || quote(old.terms_days))); END;
CREATE TRIGGER contact_updated AFTER UPDATE ON contact WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.email IS NOT new.email OR old.email_key IS NOT new.email_key OR old.phone IS NOT new.phone OR old.phone_key IS NOT new.phone_key OR old.language IS NOT new.language OR old.tags IS NOT new.tags OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'contact', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS new.email, '', ' email=' || quote(old.email)) || iif(old.email_key IS new.email_key, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS new.phone, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS new.phone_key, '', ' phone_key=' || quote(old.phone_key)) || iif(old.language IS new.language, '', ' language=' || quote(old.language)) || iif(old.tags IS new.tags, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER contact_deleted AFTER DELETE ON contact BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'contact', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS NULL, '', ' email=' || quote(old.email)) || iif(old.email_key IS NULL, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS NULL, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS NULL, '', ' phone_key=' || quote(old.phone_key)) || iif(old.language IS NULL, '', ' language=' || quote(old.language)) || iif(old.tags IS NULL, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER contact_account_updated AFTER UPDATE ON contact_account WHEN old.id IS NOT new.id OR old.contact_id IS NOT new.contact_id OR old.account_id IS NOT new.account_id OR old.role IS NOT new.role BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'contact_account', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.contact_id IS new.contact_id, '', ' contact_id=' || quote(old.contact_id)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.role IS new.role, '', ' role=' || quote(old.role))); END;
CREATE TRIGGER contact_account_deleted AFTER DELETE ON contact_account BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'contact_account', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.contact_id IS NULL, '', ' contact_id=' || quote(old.contact_id)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.role IS NULL, '', ' role=' || quote(old.role))); END;
CREATE TRIGGER lead_updated AFTER UPDATE ON lead WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.date_is_import IS NOT new.date_is_import OR old.name IS NOT new.name OR old.company IS NOT new.company OR old.email IS NOT new.email OR old.email_key IS NOT new.email_key OR old.phone IS NOT new.phone OR old.phone_key IS NOT new.phone_key OR old.status IS NOT new.status OR old.kind IS NOT new.kind OR old.channel_id IS NOT new.channel_id OR old.campaign_id IS NOT new.campaign_id OR old.owner_id IS NOT new.owner_id OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.country IS NOT new.country OR old.account_id IS NOT new.account_id OR old.contact_id IS NOT new.contact_id OR old.tags IS NOT new.tags OR old.is_test IS NOT new.is_test OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'lead', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.date_is_import IS new.date_is_import, '', ' date_is_import=' || quote(old.date_is_import)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.company IS new.company, '', ' company=' || quote(old.company)) || iif(old.email IS new.email, '', ' email=' || quote(old.email)) || iif(old.email_key IS new.email_key, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS new.phone, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS new.phone_key, '', ' phone_key=' || quote(old.phone_key)) || iif(old.status IS new.status, '', ' status=' || quote(old.status)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS new.campaign_id, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.country IS new.country, '', ' country=' || quote(old.country)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS new.contact_id, '', ' contact_id=' || quote(old.contact_id)) || iif(old.tags IS new.tags, '', ' tags=' || quote(old.tags)) || iif(old.is_test IS new.is_test, '', ' is_test=' || quote(old.is_test)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER lead_deleted AFTER DELETE ON lead BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'lead', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.date_is_import IS NULL, '', ' date_is_import=' || quote(old.date_is_import)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.company IS NULL, '', ' company=' || quote(old.company)) || iif(old.email IS NULL, '', ' email=' || quote(old.email)) || iif(old.email_key IS NULL, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS NULL, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS NULL, '', ' phone_key=' || quote(old.phone_key)) || iif(old.status IS NULL, '', ' status=' || quote(old.status)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS NULL, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.country IS NULL, '', ' country=' || quote(old.country)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS NULL, '', ' contact_id=' || quote(old.contact_id)) || iif(old.tags IS NULL, '', ' tags=' || quote(old.tags)) || iif(old.is_test IS NULL, '', ' is_test=' || quote(old.is_test)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER deal_updated AFTER UPDATE ON deal WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.title IS NOT new.title OR old.account_id IS NOT new.account_id OR old.contact_id IS NOT new.contact_id OR old.lead_id IS NOT new.lead_id OR old.pipeline IS NOT new.pipeline OR old.stage IS NOT new.stage OR old.kind IS NOT new.kind OR old.closed_ms IS NOT new.closed_ms OR old.reason IS NOT new.reason OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.expected_close IS NOT new.expected_close OR old.channel_id IS NOT new.channel_id OR old.owner_id IS NOT new.owner_id OR old.tags IS NOT new.tags OR old.is_test IS NOT new.is_test OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'deal', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.title IS new.title, '', ' title=' || quote(old.title)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS new.contact_id, '', ' contact_id=' || quote(old.contact_id)) || iif(old.lead_id IS new.lead_id, '', ' lead_id=' || quote(old.lead_id)) || iif(old.pipeline IS new.pipeline, '', ' pipeline=' || quote(old.pipeline)) || iif(old.stage IS new.stage, '', ' stage=' || quote(old.stage)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.closed_ms IS new.closed_ms, '', ' closed_ms=' || quote(old.closed_ms)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.expected_close IS new.expected_close, '', ' expected_close=' || quote(old.expected_close)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS new.tags, '', ' tags=' || quote(old.tags)) || iif(old.is_test IS new.is_test, '', ' is_test=' || quote(old.is_test)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER deal_deleted AFTER DELETE ON deal BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'deal', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.title IS NULL, '', ' title=' || quote(old.title)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS NULL, '', ' contact_id=' || quote(old.contact_id)) || iif(old.lead_id IS NULL, '', ' lead_id=' || quote(old.lead_id)) || iif(old.pipeline IS NULL, '', ' pipeline=' || quote(old.pipeline)) || iif(old.stage IS NULL, '', ' stage=' || quote(old.stage)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.closed_ms IS NULL, '', ' closed_ms=' || quote(old.closed_ms)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.expected_close IS NULL, '', ' expected_close=' || quote(old.expected_close)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS NULL, '', ' tags=' || quote(old.tags)) || iif(old.is_test IS NULL, '', ' is_test=' || quote(old.is_test)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER stage_event_updated AFTER UPDATE ON stage_event WHEN old.id IS NOT new.id OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.pipeline IS NOT new.pipeline OR old.from_stage IS NOT new.from_stage OR old.to_stage IS NOT new.to_stage OR old.from_kind IS NOT new.from_kind OR old.to_kind IS NOT new.to_kind OR old.effective_ms IS NOT new.effective_ms OR old.reason IS NOT new.reason BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'stage_event', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.pipeline IS new.pipeline, '', ' pipeline=' || quote(old.pipeline)) || iif(old.from_stage IS new.from_stage, '', ' from_stage=' || quote(old.from_stage)) || iif(old.to_stage IS new.to_stage, '', ' to_stage=' || quote(old.to_stage)) || iif(old.from_kind IS new.from_kind, '', ' from_kind=' || quote(old.from_kind)) || iif(old.to_kind IS new.to_kind, '', ' to_kind=' || quote(old.to_kind)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER stage_event_deleted AFTER DELETE ON stage_event BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'stage_event', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.pipeline IS NULL, '', ' pipeline=' || quote(old.pipeline)) || iif(old.from_stage IS NULL, '', ' from_stage=' || quote(old.from_stage)) || iif(old.to_stage IS NULL, '', ' to_stage=' || quote(old.to_stage)) || iif(old.from_kind IS NULL, '', ' from_kind=' || quote(old.from_kind)) || iif(old.to_kind IS NULL, '', ' to_kind=' || quote(old.to_kind)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER stage_event_kept BEFORE DELETE ON stage_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER stage_event_fixed BEFORE UPDATE ON stage_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER deal_value_updated AFTER UPDATE ON deal_value WHEN old.id IS NOT new.id OR old.deal_id IS NOT new.deal_id OR old.effective_ms IS NOT new.effective_ms OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.expected_close IS NOT new.expected_close BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'deal_value', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.deal_id IS new.deal_id, '', ' deal_id=' || quote(old.deal_id)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.expected_close IS new.expected_close, '', ' expected_close=' || quote(old.expected_close))); END;
CREATE TRIGGER deal_value_deleted AFTER DELETE ON deal_value BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'deal_value', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.deal_id IS NULL, '', ' deal_id=' || quote(old.deal_id)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.expected_close IS NULL, '', ' expected_close=' || quote(old.expected_close))); END;
CREATE TRIGGER deal_value_kept BEFORE DELETE ON deal_value WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER deal_value_fixed BEFORE UPDATE ON deal_value WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER owner_event_updated AFTER UPDATE ON owner_event WHEN old.id IS NOT new.id OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.from_id IS NOT new.from_id OR old.to_id IS NOT new.to_id OR old.effective_ms IS NOT new.effective_ms OR old.reason IS NOT new.reason BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'owner_event', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.from_id IS new.from_id, '', ' from_id=' || quote(old.from_id)) || iif(old.to_id IS new.to_id, '', ' to_id=' || quote(old.to_id)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER owner_event_deleted AFTER DELETE ON owner_event BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'owner_event', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.from_id IS NULL, '', ' from_id=' || quote(old.from_id)) || iif(old.to_id IS NULL, '', ' to_id=' || quote(old.to_id)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER owner_event_kept BEFORE DELETE ON owner_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER owner_event_fixed BEFORE UPDATE ON owner_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER touch_updated AFTER UPDATE ON touch WHEN old.id IS NOT new.id OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.at_ms IS NOT new.at_ms OR old.kind IS NOT new.kind OR old.inbound IS NOT new.inbound OR old.body IS NOT new.body OR old.channel_id IS NOT new.channel_id OR old.campaign_id IS NOT new.campaign_id OR old.member_id IS NOT new.member_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'touch', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.at_ms IS new.at_ms, '', ' at_ms=' || quote(old.at_ms)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.inbound IS new.inbound, '', ' inbound=' || quote(old.inbound)) || iif(old.body IS new.body, '', ' body=' || quote(old.body)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS new.campaign_id, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.member_id IS new.member_id, '', ' member_id=' || quote(old.member_id))); END;
CREATE TRIGGER touch_deleted AFTER DELETE ON touch BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'touch', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.at_ms IS NULL, '', ' at_ms=' || quote(old.at_ms)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.inbound IS NULL, '', ' inbound=' || quote(old.inbound)) || iif(old.body IS NULL, '', ' body=' || quote(old.body)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS NULL, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.member_id IS NULL, '', ' member_id=' || quote(old.member_id))); END;
CREATE TRIGGER task_updated AFTER UPDATE ON task WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.body IS NOT new.body OR old.due IS NOT new.due OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.is_next IS NOT new.is_next OR old.owner_id IS NOT new.owner_id OR old.done_ms IS NOT new.done_ms OR old.rule IS NOT new.rule OR old.external_id IS NOT new.external_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'task', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.body IS new.body, '', ' body=' || quote(old.body)) || iif(old.due IS new.due, '', ' due=' || quote(old.due)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.is_next IS new.is_next, '', ' is_next=' || quote(old.is_next)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.done_ms IS new.done_ms, '', ' done_ms=' || quote(old.done_ms)) || iif(old.rule IS new.rule, '', ' rule=' || quote(old.rule)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER task_deleted AFTER DELETE ON task BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'task', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.body IS NULL, '', ' body=' || quote(old.body)) || iif(old.due IS NULL, '', ' due=' || quote(old.due)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.is_next IS NULL, '', ' is_next=' || quote(old.is_next)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.done_ms IS NULL, '', ' done_ms=' || quote(old.done_ms)) || iif(old.rule IS NULL, '', ' rule=' || quote(old.rule)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER import_run_updated AFTER UPDATE ON import_run WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.noun IS NOT new.noun OR old.source IS NOT new.source OR old.sha256 IS NOT new.sha256 OR old.mapping IS NOT new.mapping OR old.read IS NOT new.read OR old.new IS NOT new.new OR old.updated IS NOT new.updated OR old.unchanged IS NOT new.unchanged OR old.rejected IS NOT new.rejected OR old.headings IS NOT new.headings OR old.format IS NOT new.format OR old.zoneless IS NOT new.zoneless BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_run', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.noun IS new.noun, '', ' noun=' || quote(old.noun)) || iif(old.source IS new.source, '', ' source=' || quote(old.source)) || iif(old.sha256 IS new.sha256, '', ' sha256=' || quote(old.sha256)) || iif(old.mapping IS new.mapping, '', ' mapping=' || quote(old.mapping)) || iif(old.read IS new.read, '', ' read=' || quote(old.read)) || iif(old.new IS new.new, '', ' new=' || quote(old.new)) || iif(old.updated IS new.updated, '', ' updated=' || quote(old.updated)) || iif(old.unchanged IS new.unchanged, '', ' unchanged=' || quote(old.unchanged)) || iif(old.rejected IS new.rejected, '', ' rejected=' || quote(old.rejected)) || iif(old.headings IS new.headings, '', ' headings=' || quote(old.headings)) || iif(old.format IS new.format, '', ' format=' || quote(old.format)) || iif(old.zoneless IS new.zoneless, '', ' zoneless=' || quote(old.zoneless))); END;
CREATE TRIGGER import_run_deleted AFTER DELETE ON import_run BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_run', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.noun IS NULL, '', ' noun=' || quote(old.noun)) || iif(old.source IS NULL, '', ' source=' || quote(old.source)) || iif(old.sha256 IS NULL, '', ' sha256=' || quote(old.sha256)) || iif(old.mapping IS NULL, '', ' mapping=' || quote(old.mapping)) || iif(old.read IS NULL, '', ' read=' || quote(old.read)) || iif(old.new IS NULL, '', ' new=' || quote(old.new)) || iif(old.updated IS NULL, '', ' updated=' || quote(old.updated)) || iif(old.unchanged IS NULL, '', ' unchanged=' || quote(old.unchanged)) || iif(old.rejected IS NULL, '', ' rejected=' || quote(old.rejected)) || iif(old.headings IS NULL, '', ' headings=' || quote(old.headings)) || iif(old.format IS NULL, '', ' format=' || quote(old.format)) || iif(old.zoneless IS NULL, '', ' zoneless=' || quote(old.zoneless))); END;
CREATE TRIGGER import_row_updated AFTER UPDATE ON import_row WHEN old.id IS NOT new.id OR old.run_id IS NOT new.run_id OR old.noun IS NOT new.noun OR old.fingerprint IS NOT new.fingerprint OR old.entity_id IS NOT new.entity_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_row', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.run_id IS new.run_id, '', ' run_id=' || quote(old.run_id)) || iif(old.noun IS new.noun, '', ' noun=' || quote(old.noun)) || iif(old.fingerprint IS new.fingerprint, '', ' fingerprint=' || quote(old.fingerprint)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id))); END;
CREATE TRIGGER import_row_deleted AFTER DELETE ON import_row BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_row', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.run_id IS NULL, '', ' run_id=' || quote(old.run_id)) || iif(old.noun IS NULL, '', ' noun=' || quote(old.noun)) || iif(old.fingerprint IS NULL, '', ' fingerprint=' || quote(old.fingerprint)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id))); END;
CREATE TRIGGER product_updated AFTER UPDATE ON product WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.sku IS NOT new.sku OR old.sku_key IS NOT new.sku_key OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.kind IS NOT new.kind OR old.unit IS NOT new.unit OR old.category IS NOT new.category OR old.tax IS NOT new.tax OR old.revenue IS NOT new.revenue OR old.cost_minor IS NOT new.cost_minor OR old.currency IS NOT new.currency OR old.retired IS NOT new.retired OR old.tags IS NOT new.tags OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'product', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.sku IS new.sku, '', ' sku=' || quote(old.sku)) || iif(old.sku_key IS new.sku_key, '', ' sku_key=' || quote(old.sku_key)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.unit IS new.unit, '', ' unit=' || quote(old.unit)) || iif(old.category IS new.category, '', ' category=' || quote(old.category)) || iif(old.tax IS new.tax, '', ' tax=' || quote(old.tax)) || iif(old.revenue IS new.revenue, '', ' revenue=' || quote(old.revenue)) || iif(old.cost_minor IS new.cost_minor, '', ' cost_minor=' || quote(old.cost_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.retired IS new.retired, '', ' retired=' || quote(old.retired)) || iif(old.tags IS new.tags, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER product_deleted AFTER DELETE ON product BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'product', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.sku IS NULL, '', ' sku=' || quote(old.sku)) || iif(old.sku_key IS NULL, '', ' sku_key=' || quote(old.sku_key)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.unit IS NULL, '', ' unit=' || quote(old.unit)) || iif(old.category IS NULL, '', ' category=' || quote(old.category)) || iif(old.tax IS NULL, '', ' tax=' || quote(old.tax)) || iif(old.revenue IS NULL, '', ' revenue=' || quote(old.revenue)) || iif(old.cost_minor IS NULL, '', ' cost_minor=' || quote(old.cost_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.retired IS NULL, '', ' retired=' || quote(old.retired)) || iif(old.tags IS NULL, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER product_price_updated AFTER UPDATE ON product_price WHEN old.id IS NOT new.id OR old.product_id IS NOT new.product_id OR old.currency IS NOT new.currency OR old.valid_from IS NOT new.valid_from OR old.price_minor IS NOT new.price_minor BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'product_price', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.product_id IS new.product_id, '', ' product_id=' || quote(old.product_id)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.valid_from IS new.valid_from, '', ' valid_from=' || quote(old.valid_from)) || iif(old.price_minor IS new.price_minor, '', ' price_minor=' || quote(old.price_minor))); END;
CREATE TRIGGER product_price_deleted AFTER DELETE ON product_price BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'product_price', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.product_id IS NULL, '', ' product_id=' || quote(old.product_id)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.valid_from IS NULL, '', ' valid_from=' || quote(old.valid_from)) || iif(old.price_minor IS NULL, '', ' price_minor=' || quote(old.price_minor))); END;
CREATE TRIGGER fx_rate_updated AFTER UPDATE ON fx_rate WHEN old.id IS NOT new.id OR old.base IS NOT new.base OR old.quote IS NOT new.quote OR old.day IS NOT new.day OR old.rate IS NOT new.rate BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'fx_rate', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.base IS new.base, '', ' base=' || quote(old.base)) || iif(old.quote IS new.quote, '', ' quote=' || quote(old.quote)) || iif(old.day IS new.day, '', ' day=' || quote(old.day)) || iif(old.rate IS new.rate, '', ' rate=' || quote(old.rate))); END;
CREATE TRIGGER fx_rate_deleted AFTER DELETE ON fx_rate BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'fx_rate', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.base IS NULL, '', ' base=' || quote(old.base)) || iif(old.quote IS NULL, '', ' quote=' || quote(old.quote)) || iif(old.day IS NULL, '', ' day=' || quote(old.day)) || iif(old.rate IS NULL, '', ' rate=' || quote(old.rate))); END;
CREATE TRIGGER quote_updated AFTER UPDATE ON quote WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.number IS NOT new.number OR old.series IS NOT new.series OR old.year IS NOT new.year OR old.n IS NOT new.n OR old.version IS NOT new.version OR old.previous_id IS NOT new.previous_id OR old.deal_id IS NOT new.deal_id OR old.account_id IS NOT new.account_id OR old.contact_id IS NOT new.contact_id OR old.status IS NOT new.status OR old.sent_ms IS NOT new.sent_ms OR old.decided_ms IS NOT new.decided_ms OR old.reason IS NOT new.reason OR old.valid_until IS NOT new.valid_until OR old.currency IS NOT new.currency OR old.gross IS NOT new.gross OR old.discount_ppm IS NOT new.discount_ppm OR old.discount_minor IS NOT new.discount_minor OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor OR old.total_minor IS NOT new.total_minor OR old.terms_days IS NOT new.terms_days OR old.message IS NOT new.message OR old.owner_id IS NOT new.owner_id OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'quote', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.number IS new.number, '', ' number=' || quote(old.number)) || iif(old.series IS new.series, '', ' series=' || quote(old.series)) || iif(old.year IS new.year, '', ' year=' || quote(old.year)) || iif(old.n IS new.n, '', ' n=' || quote(old.n)) || iif(old.version IS new.version, '', ' version=' || quote(old.version)) || iif(old.previous_id IS new.previous_id, '', ' previous_id=' || quote(old.previous_id)) || iif(old.deal_id IS new.deal_id, '', ' deal_id=' || quote(old.deal_id)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS new.contact_id, '', ' contact_id=' || quote(old.contact_id)) || iif(old.status IS new.status, '', ' status=' || quote(old.status)) || iif(old.sent_ms IS new.sent_ms, '', ' sent_ms=' || quote(old.sent_ms)) || iif(old.decided_ms IS new.decided_ms, '', ' decided_ms=' || quote(old.decided_ms)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason)) || iif(old.valid_until IS new.valid_until, '', ' valid_until=' || quote(old.valid_until)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.gross IS new.gross, '', ' gross=' || quote(old.gross)) || iif(old.discount_ppm IS new.discount_ppm, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.discount_minor IS new.discount_minor, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS new.total_minor, '', ' total_minor=' || quote(old.total_minor)) || iif(old.terms_days IS new.terms_days, '', ' terms_days=' || quote(old.terms_days)) || iif(old.message IS new.message, '', ' message=' || quote(old.message)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER quote_deleted AFTER DELETE ON quote BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'quote', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.number IS NULL, '', ' number=' || quote(old.number)) || iif(old.series IS NULL, '', ' series=' || quote(old.series)) || iif(old.year IS NULL, '', ' year=' || quote(old.year)) || iif(old.n IS NULL, '', ' n=' || quote(old.n)) || iif(old.version IS NULL, '', ' version=' || quote(old.version)) || iif(old.previous_id IS NULL, '', ' previous_id=' || quote(old.previous_id)) || iif(old.deal_id IS NULL, '', ' deal_id=' || quote(old.deal_id)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS NULL, '', ' contact_id=' || quote(old.contact_id)) || iif(old.status IS NULL, '', ' status=' || quote(old.status)) || iif(old.sent_ms IS NULL, '', ' sent_ms=' || quote(old.sent_ms)) || iif(old.decided_ms IS NULL, '', ' decided_ms=' || quote(old.decided_ms)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason)) || iif(old.valid_until IS NULL, '', ' valid_until=' || quote(old.valid_until)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.gross IS NULL, '', ' gross=' || quote(old.gross)) || iif(old.discount_ppm IS NULL, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.discount_minor IS NULL, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS NULL, '', ' total_minor=' || quote(old.total_minor)) || iif(old.terms_days IS NULL, '', ' terms_days=' || quote(old.terms_days)) || iif(old.message IS NULL, '', ' message=' || quote(old.message)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER quote_line_updated AFTER UPDATE ON quote_line WHEN old.id IS NOT new.id OR old.quote_id IS NOT new.quote_id OR old.position IS NOT new.position OR old.product_id IS NOT new.product_id OR old.name IS NOT new.name OR old.quantity IS NOT new.quantity OR old.unit IS NOT new.unit OR old.price_minor IS NOT new.price_minor OR old.discount_ppm IS NOT new.discount_ppm OR old.tax IS NOT new.tax OR old.tax_ppm IS NOT new.tax_ppm OR old.service_from IS NOT new.service_from OR old.service_to IS NOT new.service_to OR old.amount_minor IS NOT new.amount_minor OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'quote_line', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.quote_id IS new.quote_id, '', ' quote_id=' || quote(old.quote_id)) || iif(old.position IS new.position, '', ' position=' || quote(old.position)) || iif(old.product_id IS new.product_id, '', ' product_id=' || quote(old.product_id)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity)) || iif(old.unit IS new.unit, '', ' unit=' || quote(old.unit)) || iif(old.price_minor IS new.price_minor, '', ' price_minor=' || quote(old.price_minor)) || iif(old.discount_ppm IS new.discount_ppm, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.tax IS new.tax, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS new.tax_ppm, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.service_from IS new.service_from, '', ' service_from=' || quote(old.service_from)) || iif(old.service_to IS new.service_to, '', ' service_to=' || quote(old.service_to)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER quote_line_deleted AFTER DELETE ON quote_line BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'quote_line', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.quote_id IS NULL, '', ' quote_id=' || quote(old.quote_id)) || iif(old.position IS NULL, '', ' position=' || quote(old.position)) || iif(old.product_id IS NULL, '', ' product_id=' || quote(old.product_id)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity)) || iif(old.unit IS NULL, '', ' unit=' || quote(old.unit)) || iif(old.price_minor IS NULL, '', ' price_minor=' || quote(old.price_minor)) || iif(old.discount_ppm IS NULL, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.tax IS NULL, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS NULL, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.service_from IS NULL, '', ' service_from=' || quote(old.service_from)) || iif(old.service_to IS NULL, '', ' service_to=' || quote(old.service_to)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER contract_updated AFTER UPDATE ON contract WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.title IS NOT new.title OR old.quote_id IS NOT new.quote_id OR old.deal_id IS NOT new.deal_id OR old.account_id IS NOT new.account_id OR old.status IS NOT new.status OR old.signed_ms IS NOT new.signed_ms OR old.since IS NOT new.since OR old.until IS NOT new.until OR old.term_since IS NOT new.term_since OR old.renew_by IS NOT new.renew_by OR old.closed_on IS NOT new.closed_on OR old.reason IS NOT new.reason OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.every IS NOT new.every OR old.tax IS NOT new.tax OR old.tax_ppm IS NOT new.tax_ppm OR old.terms_days IS NOT new.terms_days OR old.owner_id IS NOT new.owner_id OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'contract', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.title IS new.title, '', ' title=' || quote(old.title)) || iif(old.quote_id IS new.quote_id, '', ' quote_id=' || quote(old.quote_id)) || iif(old.deal_id IS new.deal_id, '', ' deal_id=' || quote(old.deal_id)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.status IS new.status, '', ' status=' || quote(old.status)) || iif(old.signed_ms IS new.signed_ms, '', ' signed_ms=' || quote(old.signed_ms)) || iif(old.since IS new.since, '', ' since=' || quote(old.since)) || iif(old.until IS new.until, '', ' until=' || quote(old.until)) || iif(old.term_since IS new.term_since, '', ' term_since=' || quote(old.term_since)) || iif(old.renew_by IS new.renew_by, '', ' renew_by=' || quote(old.renew_by)) || iif(old.closed_on IS new.closed_on, '', ' closed_on=' || quote(old.closed_on)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.every IS new.every, '', ' every=' || quote(old.every)) || iif(old.tax IS new.tax, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS new.tax_ppm, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.terms_days IS new.terms_days, '', ' terms_days=' || quote(old.terms_days)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER contract_deleted AFTER DELETE ON contract BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'contract', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.title IS NULL, '', ' title=' || quote(old.title)) || iif(old.quote_id IS NULL, '', ' quote_id=' || quote(old.quote_id)) || iif(old.deal_id IS NULL, '', ' deal_id=' || quote(old.deal_id)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.status IS NULL, '', ' status=' || quote(old.status)) || iif(old.signed_ms IS NULL, '', ' signed_ms=' || quote(old.signed_ms)) || iif(old.since IS NULL, '', ' since=' || quote(old.since)) || iif(old.until IS NULL, '', ' until=' || quote(old.until)) || iif(old.term_since IS NULL, '', ' term_since=' || quote(old.term_since)) || iif(old.renew_by IS NULL, '', ' renew_by=' || quote(old.renew_by)) || iif(old.closed_on IS NULL, '', ' closed_on=' || quote(old.closed_on)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.every IS NULL, '', ' every=' || quote(old.every)) || iif(old.tax IS NULL, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS NULL, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.terms_days IS NULL, '', ' terms_days=' || quote(old.terms_days)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER sales_order_updated AFTER UPDATE ON sales_order WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.quote_id IS NOT new.quote_id OR old.deal_id IS NOT new.deal_id OR old.contract_id IS NOT new.contract_id OR old.account_id IS NOT new.account_id OR old.contact_id IS NOT new.contact_id OR old.status IS NOT new.status OR old.held IS NOT new.held OR old.confirmed_ms IS NOT new.confirmed_ms OR old.closed_ms IS NOT new.closed_ms OR old.reason IS NOT new.reason OR old.promised IS NOT new.promised OR old.first_promised IS NOT new.first_promised OR old.reference IS NOT new.reference OR old.currency IS NOT new.currency OR old.gross IS NOT new.gross OR old.discount_ppm IS NOT new.discount_ppm OR old.discount_minor IS NOT new.discount_minor OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor OR old.total_minor IS NOT new.total_minor OR old.rate IS NOT new.rate OR old.base_net_minor IS NOT new.base_net_minor OR old.base_currency IS NOT new.base_currency OR old.terms_days IS NOT new.terms_days OR old.message IS NOT new.message OR old.owner_id IS NOT new.owner_id OR old.tags IS NOT new.tags OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'sales_order', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.quote_id IS new.quote_id, '', ' quote_id=' || quote(old.quote_id)) || iif(old.deal_id IS new.deal_id, '', ' deal_id=' || quote(old.deal_id)) || iif(old.contract_id IS new.contract_id, '', ' contract_id=' || quote(old.contract_id)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS new.contact_id, '', ' contact_id=' || quote(old.contact_id)) || iif(old.status IS new.status, '', ' status=' || quote(old.status)) || iif(old.held IS new.held, '', ' held=' || quote(old.held)) || iif(old.confirmed_ms IS new.confirmed_ms, '', ' confirmed_ms=' || quote(old.confirmed_ms)) || iif(old.closed_ms IS new.closed_ms, '', ' closed_ms=' || quote(old.closed_ms)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason)) || iif(old.promised IS new.promised, '', ' promised=' || quote(old.promised)) || iif(old.first_promised IS new.first_promised, '', ' first_promised=' || quote(old.first_promised)) || iif(old.reference IS new.reference, '', ' reference=' || quote(old.reference)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.gross IS new.gross, '', ' gross=' || quote(old.gross)) || iif(old.discount_ppm IS new.discount_ppm, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.discount_minor IS new.discount_minor, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS new.total_minor, '', ' total_minor=' || quote(old.total_minor)) || iif(old.rate IS new.rate, '', ' rate=' || quote(old.rate)) || iif(old.base_net_minor IS new.base_net_minor, '', ' base_net_minor=' || quote(old.base_net_minor)) || iif(old.base_currency IS new.base_currency, '', ' base_currency=' || quote(old.base_currency)) || iif(old.terms_days IS new.terms_days, '', ' terms_days=' || quote(old.terms_days)) || iif(old.message IS new.message, '', ' message=' || quote(old.message)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS new.tags, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER sales_order_deleted AFTER DELETE ON sales_order BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'sales_order', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.quote_id IS NULL, '', ' quote_id=' || quote(old.quote_id)) || iif(old.deal_id IS NULL, '', ' deal_id=' || quote(old.deal_id)) || iif(old.contract_id IS NULL, '', ' contract_id=' || quote(old.contract_id)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS NULL, '', ' contact_id=' || quote(old.contact_id)) || iif(old.status IS NULL, '', ' status=' || quote(old.status)) || iif(old.held IS NULL, '', ' held=' || quote(old.held)) || iif(old.confirmed_ms IS NULL, '', ' confirmed_ms=' || quote(old.confirmed_ms)) || iif(old.closed_ms IS NULL, '', ' closed_ms=' || quote(old.closed_ms)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason)) || iif(old.promised IS NULL, '', ' promised=' || quote(old.promised)) || iif(old.first_promised IS NULL, '', ' first_promised=' || quote(old.first_promised)) || iif(old.reference IS NULL, '', ' reference=' || quote(old.reference)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.gross IS NULL, '', ' gross=' || quote(old.gross)) || iif(old.discount_ppm IS NULL, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.discount_minor IS NULL, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS NULL, '', ' total_minor=' || quote(old.total_minor)) || iif(old.rate IS NULL, '', ' rate=' || quote(old.rate)) || iif(old.base_net_minor IS NULL, '', ' base_net_minor=' || quote(old.base_net_minor)) || iif(old.base_currency IS NULL, '', ' base_currency=' || quote(old.base_currency)) || iif(old.terms_days IS NULL, '', ' terms_days=' || quote(old.terms_days)) || iif(old.message IS NULL, '', ' message=' || quote(old.message)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS NULL, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER sales_order_line_updated AFTER UPDATE ON sales_order_line WHEN old.id IS NOT new.id OR old.order_id IS NOT new.order_id OR old.position IS NOT new.position OR old.quote_line_id IS NOT new.quote_line_id OR old.product_id IS NOT new.product_id OR old.name IS NOT new.name OR old.quantity IS NOT new.quantity OR old.cap IS NOT new.cap OR old.released IS NOT new.released OR old.unit IS NOT new.unit OR old.price_minor IS NOT new.price_minor OR old.discount_ppm IS NOT new.discount_ppm OR old.tax IS NOT new.tax OR old.tax_ppm IS NOT new.tax_ppm OR old.revenue IS NOT new.revenue OR old.service_from IS NOT new.service_from OR old.service_to IS NOT new.service_to OR old.cost_minor IS NOT new.cost_minor OR old.amount_minor IS NOT new.amount_minor OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'sales_order_line', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.order_id IS new.order_id, '', ' order_id=' || quote(old.order_id)) || iif(old.position IS new.position, '', ' position=' || quote(old.position)) || iif(old.quote_line_id IS new.quote_line_id, '', ' quote_line_id=' || quote(old.quote_line_id)) || iif(old.product_id IS new.product_id, '', ' product_id=' || quote(old.product_id)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity)) || iif(old.cap IS new.cap, '', ' cap=' || quote(old.cap)) || iif(old.released IS new.released, '', ' released=' || quote(old.released)) || iif(old.unit IS new.unit, '', ' unit=' || quote(old.unit)) || iif(old.price_minor IS new.price_minor, '', ' price_minor=' || quote(old.price_minor)) || iif(old.discount_ppm IS new.discount_ppm, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.tax IS new.tax, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS new.tax_ppm, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.revenue IS new.revenue, '', ' revenue=' || quote(old.revenue)) || iif(old.service_from IS new.service_from, '', ' service_from=' || quote(old.service_from)) || iif(old.service_to IS new.service_to, '', ' service_to=' || quote(old.service_to)) || iif(old.cost_minor IS new.cost_minor, '', ' cost_minor=' || quote(old.cost_minor)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER sales_order_line_deleted AFTER DELETE ON sales_order_line BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'sales_order_line', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.order_id IS NULL, '', ' order_id=' || quote(old.order_id)) || iif(old.position IS NULL, '', ' position=' || quote(old.position)) || iif(old.quote_line_id IS NULL, '', ' quote_line_id=' || quote(old.quote_line_id)) || iif(old.product_id IS NULL, '', ' product_id=' || quote(old.product_id)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity)) || iif(old.cap IS NULL, '', ' cap=' || quote(old.cap)) || iif(old.released IS NULL, '', ' released=' || quote(old.released)) || iif(old.unit IS NULL, '', ' unit=' || quote(old.unit)) || iif(old.price_minor IS NULL, '', ' price_minor=' || quote(old.price_minor)) || iif(old.discount_ppm IS NULL, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.tax IS NULL, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS NULL, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.revenue IS NULL, '', ' revenue=' || quote(old.revenue)) || iif(old.service_from IS NULL, '', ' service_from=' || quote(old.service_from)) || iif(old.service_to IS NULL, '', ' service_to=' || quote(old.service_to)) || iif(old.cost_minor IS NULL, '', ' cost_minor=' || quote(old.cost_minor)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER promise_event_updated AFTER UPDATE ON promise_event WHEN old.id IS NOT new.id OR old.order_id IS NOT new.order_id OR old.promised IS NOT new.promised OR old.effective_ms IS NOT new.effective_ms BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'promise_event', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.order_id IS new.order_id, '', ' order_id=' || quote(old.order_id)) || iif(old.promised IS new.promised, '', ' promised=' || quote(old.promised)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms))); END;
CREATE TRIGGER promise_event_deleted AFTER DELETE ON promise_event BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'promise_event', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.order_id IS NULL, '', ' order_id=' || quote(old.order_id)) || iif(old.promised IS NULL, '', ' promised=' || quote(old.promised)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms))); END;
CREATE TRIGGER promise_event_kept BEFORE DELETE ON promise_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER promise_event_fixed BEFORE UPDATE ON promise_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER shipment_updated AFTER UPDATE ON shipment WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.order_id IS NOT new.order_id OR old.status IS NOT new.status OR old.delivered_ms IS NOT new.delivered_ms OR old.carrier IS NOT new.carrier OR old.tracking IS NOT new.tracking OR old.external_id IS NOT new.external_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'shipment', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.order_id IS new.order_id, '', ' order_id=' || quote(old.order_id)) || iif(old.status IS new.status, '', ' status=' || quote(old.status)) || iif(old.delivered_ms IS new.delivered_ms, '', ' delivered_ms=' || quote(old.delivered_ms)) || iif(old.carrier IS new.carrier, '', ' carrier=' || quote(old.carrier)) || iif(old.tracking IS new.tracking, '', ' tracking=' || quote(old.tracking)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER shipment_deleted AFTER DELETE ON shipment BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'shipment', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.order_id IS NULL, '', ' order_id=' || quote(old.order_id)) || iif(old.status IS NULL, '', ' status=' || quote(old.status)) || iif(old.delivered_ms IS NULL, '', ' delivered_ms=' || quote(old.delivered_ms)) || iif(old.carrier IS NULL, '', ' carrier=' || quote(old.carrier)) || iif(old.tracking IS NULL, '', ' tracking=' || quote(old.tracking)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER shipment_line_updated AFTER UPDATE ON shipment_line WHEN old.id IS NOT new.id OR old.shipment_id IS NOT new.shipment_id OR old.order_line_id IS NOT new.order_line_id OR old.quantity IS NOT new.quantity BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'shipment_line', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.shipment_id IS new.shipment_id, '', ' shipment_id=' || quote(old.shipment_id)) || iif(old.order_line_id IS new.order_line_id, '', ' order_line_id=' || quote(old.order_line_id)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity))); END;
CREATE TRIGGER shipment_line_deleted AFTER DELETE ON shipment_line BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'shipment_line', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.shipment_id IS NULL, '', ' shipment_id=' || quote(old.shipment_id)) || iif(old.order_line_id IS NULL, '', ' order_line_id=' || quote(old.order_line_id)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity))); END;
CREATE TRIGGER goods_return_updated AFTER UPDATE ON goods_return WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.order_id IS NOT new.order_id OR old.reopens IS NOT new.reopens OR old.reason IS NOT new.reason BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'goods_return', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.order_id IS new.order_id, '', ' order_id=' || quote(old.order_id)) || iif(old.reopens IS new.reopens, '', ' reopens=' || quote(old.reopens)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER goods_return_deleted AFTER DELETE ON goods_return BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'goods_return', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.order_id IS NULL, '', ' order_id=' || quote(old.order_id)) || iif(old.reopens IS NULL, '', ' reopens=' || quote(old.reopens)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER goods_return_line_updated AFTER UPDATE ON goods_return_line WHEN old.id IS NOT new.id OR old.return_id IS NOT new.return_id OR old.order_line_id IS NOT new.order_line_id OR old.quantity IS NOT new.quantity BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'goods_return_line', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.return_id IS new.return_id, '', ' return_id=' || quote(old.return_id)) || iif(old.order_line_id IS new.order_line_id, '', ' order_line_id=' || quote(old.order_line_id)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity))); END;
CREATE TRIGGER goods_return_line_deleted AFTER DELETE ON goods_return_line BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'goods_return_line', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.return_id IS NULL, '', ' return_id=' || quote(old.return_id)) || iif(old.order_line_id IS NULL, '', ' order_line_id=' || quote(old.order_line_id)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity))); END;
CREATE TRIGGER instalment_updated AFTER UPDATE ON instalment WHEN old.id IS NOT new.id OR old.order_id IS NOT new.order_id OR old.position IS NOT new.position OR old.share_ppm IS NOT new.share_ppm OR old.amount_minor IS NOT new.amount_minor OR old.trigger IS NOT new.trigger OR old.offset_days IS NOT new.offset_days OR old.day IS NOT new.day BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'instalment', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.order_id IS new.order_id, '', ' order_id=' || quote(old.order_id)) || iif(old.position IS new.position, '', ' position=' || quote(old.position)) || iif(old.share_ppm IS new.share_ppm, '', ' share_ppm=' || quote(old.share_ppm)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.trigger IS new.trigger, '', ' trigger=' || quote(old.trigger)) || iif(old.offset_days IS new.offset_days, '', ' offset_days=' || quote(old.offset_days)) || iif(old.day IS new.day, '', ' day=' || quote(old.day))); END;
CREATE TRIGGER instalment_deleted AFTER DELETE ON instalment BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'instalment', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.order_id IS NULL, '', ' order_id=' || quote(old.order_id)) || iif(old.position IS NULL, '', ' position=' || quote(old.position)) || iif(old.share_ppm IS NULL, '', ' share_ppm=' || quote(old.share_ppm)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.trigger IS NULL, '', ' trigger=' || quote(old.trigger)) || iif(old.offset_days IS NULL, '', ' offset_days=' || quote(old.offset_days)) || iif(old.day IS NULL, '', ' day=' || quote(old.day))); END;
CREATE TRIGGER invoice_updated AFTER UPDATE ON invoice WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.account_id IS NOT new.account_id OR old.contact_id IS NOT new.contact_id OR old.order_id IS NOT new.order_id OR old.contract_id IS NOT new.contract_id OR old.instalment_id IS NOT new.instalment_id OR old.what IS NOT new.what OR old.status IS NOT new.status OR old.series IS NOT new.series OR old.year IS NOT new.year OR old.n IS NOT new.n OR old.number IS NOT new.number OR old.issued_on IS NOT new.issued_on OR old.issued_ms IS NOT new.issued_ms OR old.due_on IS NOT new.due_on OR old.terms_days IS NOT new.terms_days OR old.currency IS NOT new.currency OR old.gross IS NOT new.gross OR old.discount_ppm IS NOT new.discount_ppm OR old.discount_minor IS NOT new.discount_minor OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor OR old.total_minor IS NOT new.total_minor OR old.rate IS NOT new.rate OR old.base_net_minor IS NOT new.base_net_minor OR old.base_total_minor IS NOT new.base_total_minor OR old.base_currency IS NOT new.base_currency OR old.message IS NOT new.message OR old.owner_id IS NOT new.owner_id OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'invoice', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS new.contact_id, '', ' contact_id=' || quote(old.contact_id)) || iif(old.order_id IS new.order_id, '', ' order_id=' || quote(old.order_id)) || iif(old.contract_id IS new.contract_id, '', ' contract_id=' || quote(old.contract_id)) || iif(old.instalment_id IS new.instalment_id, '', ' instalment_id=' || quote(old.instalment_id)) || iif(old.what IS new.what, '', ' what=' || quote(old.what)) || iif(old.status IS new.status, '', ' status=' || quote(old.status)) || iif(old.series IS new.series, '', ' series=' || quote(old.series)) || iif(old.year IS new.year, '', ' year=' || quote(old.year)) || iif(old.n IS new.n, '', ' n=' || quote(old.n)) || iif(old.number IS new.number, '', ' number=' || quote(old.number)) || iif(old.issued_on IS new.issued_on, '', ' issued_on=' || quote(old.issued_on)) || iif(old.issued_ms IS new.issued_ms, '', ' issued_ms=' || quote(old.issued_ms)) || iif(old.due_on IS new.due_on, '', ' due_on=' || quote(old.due_on)) || iif(old.terms_days IS new.terms_days, '', ' terms_days=' || quote(old.terms_days)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.gross IS new.gross, '', ' gross=' || quote(old.gross)) || iif(old.discount_ppm IS new.discount_ppm, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.discount_minor IS new.discount_minor, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS new.total_minor, '', ' total_minor=' || quote(old.total_minor)) || iif(old.rate IS new.rate, '', ' rate=' || quote(old.rate)) || iif(old.base_net_minor IS new.base_net_minor, '', ' base_net_minor=' || quote(old.base_net_minor)) || iif(old.base_total_minor IS new.base_total_minor, '', ' base_total_minor=' || quote(old.base_total_minor)) || iif(old.base_currency IS new.base_currency, '', ' base_currency=' || quote(old.base_currency)) || iif(old.message IS new.message, '', ' message=' || quote(old.message)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER invoice_deleted AFTER DELETE ON invoice BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'invoice', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS NULL, '', ' contact_id=' || quote(old.contact_id)) || iif(old.order_id IS NULL, '', ' order_id=' || quote(old.order_id)) || iif(old.contract_id IS NULL, '', ' contract_id=' || quote(old.contract_id)) || iif(old.instalment_id IS NULL, '', ' instalment_id=' || quote(old.instalment_id)) || iif(old.what IS NULL, '', ' what=' || quote(old.what)) || iif(old.status IS NULL, '', ' status=' || quote(old.status)) || iif(old.series IS NULL, '', ' series=' || quote(old.series)) || iif(old.year IS NULL, '', ' year=' || quote(old.year)) || iif(old.n IS NULL, '', ' n=' || quote(old.n)) || iif(old.number IS NULL, '', ' number=' || quote(old.number)) || iif(old.issued_on IS NULL, '', ' issued_on=' || quote(old.issued_on)) || iif(old.issued_ms IS NULL, '', ' issued_ms=' || quote(old.issued_ms)) || iif(old.due_on IS NULL, '', ' due_on=' || quote(old.due_on)) || iif(old.terms_days IS NULL, '', ' terms_days=' || quote(old.terms_days)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.gross IS NULL, '', ' gross=' || quote(old.gross)) || iif(old.discount_ppm IS NULL, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.discount_minor IS NULL, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS NULL, '', ' total_minor=' || quote(old.total_minor)) || iif(old.rate IS NULL, '', ' rate=' || quote(old.rate)) || iif(old.base_net_minor IS NULL, '', ' base_net_minor=' || quote(old.base_net_minor)) || iif(old.base_total_minor IS NULL, '', ' base_total_minor=' || quote(old.base_total_minor)) || iif(old.base_currency IS NULL, '', ' base_currency=' || quote(old.base_currency)) || iif(old.message IS NULL, '', ' message=' || quote(old.message)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER invoice_line_updated AFTER UPDATE ON invoice_line WHEN old.id IS NOT new.id OR old.invoice_id IS NOT new.invoice_id OR old.position IS NOT new.position OR old.order_line_id IS NOT new.order_line_id OR old.product_id IS NOT new.product_id OR old.name IS NOT new.name OR old.quantity IS NOT new.quantity OR old.unit IS NOT new.unit OR old.price_minor IS NOT new.price_minor OR old.discount_ppm IS NOT new.discount_ppm OR old.tax IS NOT new.tax OR old.tax_ppm IS NOT new.tax_ppm OR old.revenue IS NOT new.revenue OR old.service_from IS NOT new.service_from OR old.service_to IS NOT new.service_to OR old.amount_minor IS NOT new.amount_minor OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'invoice_line', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.invoice_id IS new.invoice_id, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.position IS new.position, '', ' position=' || quote(old.position)) || iif(old.order_line_id IS new.order_line_id, '', ' order_line_id=' || quote(old.order_line_id)) || iif(old.product_id IS new.product_id, '', ' product_id=' || quote(old.product_id)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity)) || iif(old.unit IS new.unit, '', ' unit=' || quote(old.unit)) || iif(old.price_minor IS new.price_minor, '', ' price_minor=' || quote(old.price_minor)) || iif(old.discount_ppm IS new.discount_ppm, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.tax IS new.tax, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS new.tax_ppm, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.revenue IS new.revenue, '', ' revenue=' || quote(old.revenue)) || iif(old.service_from IS new.service_from, '', ' service_from=' || quote(old.service_from)) || iif(old.service_to IS new.service_to, '', ' service_to=' || quote(old.service_to)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER invoice_line_deleted AFTER DELETE ON invoice_line BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'invoice_line', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.invoice_id IS NULL, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.position IS NULL, '', ' position=' || quote(old.position)) || iif(old.order_line_id IS NULL, '', ' order_line_id=' || quote(old.order_line_id)) || iif(old.product_id IS NULL, '', ' product_id=' || quote(old.product_id)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity)) || iif(old.unit IS NULL, '', ' unit=' || quote(old.unit)) || iif(old.price_minor IS NULL, '', ' price_minor=' || quote(old.price_minor)) || iif(old.discount_ppm IS NULL, '', ' discount_ppm=' || quote(old.discount_ppm)) || iif(old.tax IS NULL, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS NULL, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.revenue IS NULL, '', ' revenue=' || quote(old.revenue)) || iif(old.service_from IS NULL, '', ' service_from=' || quote(old.service_from)) || iif(old.service_to IS NULL, '', ' service_to=' || quote(old.service_to)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER credit_note_updated AFTER UPDATE ON credit_note WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.invoice_id IS NOT new.invoice_id OR old.account_id IS NOT new.account_id OR old.series IS NOT new.series OR old.year IS NOT new.year OR old.n IS NOT new.n OR old.number IS NOT new.number OR old.issued_on IS NOT new.issued_on OR old.reason IS NOT new.reason OR old.currency IS NOT new.currency OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor OR old.total_minor IS NOT new.total_minor OR old.rate IS NOT new.rate OR old.base_net_minor IS NOT new.base_net_minor OR old.base_total_minor IS NOT new.base_total_minor OR old.base_currency IS NOT new.base_currency OR old.external_id IS NOT new.external_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'credit_note', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.invoice_id IS new.invoice_id, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.series IS new.series, '', ' series=' || quote(old.series)) || iif(old.year IS new.year, '', ' year=' || quote(old.year)) || iif(old.n IS new.n, '', ' n=' || quote(old.n)) || iif(old.number IS new.number, '', ' number=' || quote(old.number)) || iif(old.issued_on IS new.issued_on, '', ' issued_on=' || quote(old.issued_on)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS new.total_minor, '', ' total_minor=' || quote(old.total_minor)) || iif(old.rate IS new.rate, '', ' rate=' || quote(old.rate)) || iif(old.base_net_minor IS new.base_net_minor, '', ' base_net_minor=' || quote(old.base_net_minor)) || iif(old.base_total_minor IS new.base_total_minor, '', ' base_total_minor=' || quote(old.base_total_minor)) || iif(old.base_currency IS new.base_currency, '', ' base_currency=' || quote(old.base_currency)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER credit_note_deleted AFTER DELETE ON credit_note BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'credit_note', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.invoice_id IS NULL, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.series IS NULL, '', ' series=' || quote(old.series)) || iif(old.year IS NULL, '', ' year=' || quote(old.year)) || iif(old.n IS NULL, '', ' n=' || quote(old.n)) || iif(old.number IS NULL, '', ' number=' || quote(old.number)) || iif(old.issued_on IS NULL, '', ' issued_on=' || quote(old.issued_on)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor)) || iif(old.total_minor IS NULL, '', ' total_minor=' || quote(old.total_minor)) || iif(old.rate IS NULL, '', ' rate=' || quote(old.rate)) || iif(old.base_net_minor IS NULL, '', ' base_net_minor=' || quote(old.base_net_minor)) || iif(old.base_total_minor IS NULL, '', ' base_total_minor=' || quote(old.base_total_minor)) || iif(old.base_currency IS NULL, '', ' base_currency=' || quote(old.base_currency)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER credit_note_line_updated AFTER UPDATE ON credit_note_line WHEN old.id IS NOT new.id OR old.credit_note_id IS NOT new.credit_note_id OR old.position IS NOT new.position OR old.invoice_line_id IS NOT new.invoice_line_id OR old.name IS NOT new.name OR old.quantity IS NOT new.quantity OR old.tax IS NOT new.tax OR old.tax_ppm IS NOT new.tax_ppm OR old.net_minor IS NOT new.net_minor OR old.tax_minor IS NOT new.tax_minor BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'credit_note_line', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.credit_note_id IS new.credit_note_id, '', ' credit_note_id=' || quote(old.credit_note_id)) || iif(old.position IS new.position, '', ' position=' || quote(old.position)) || iif(old.invoice_line_id IS new.invoice_line_id, '', ' invoice_line_id=' || quote(old.invoice_line_id)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity)) || iif(old.tax IS new.tax, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS new.tax_ppm, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.net_minor IS new.net_minor, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS new.tax_minor, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER credit_note_line_deleted AFTER DELETE ON credit_note_line BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'credit_note_line', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.credit_note_id IS NULL, '', ' credit_note_id=' || quote(old.credit_note_id)) || iif(old.position IS NULL, '', ' position=' || quote(old.position)) || iif(old.invoice_line_id IS NULL, '', ' invoice_line_id=' || quote(old.invoice_line_id)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity)) || iif(old.tax IS NULL, '', ' tax=' || quote(old.tax)) || iif(old.tax_ppm IS NULL, '', ' tax_ppm=' || quote(old.tax_ppm)) || iif(old.net_minor IS NULL, '', ' net_minor=' || quote(old.net_minor)) || iif(old.tax_minor IS NULL, '', ' tax_minor=' || quote(old.tax_minor))); END;
CREATE TRIGGER payment_updated AFTER UPDATE ON payment WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.received_on IS NOT new.received_on OR old.account_id IS NOT new.account_id OR old.order_id IS NOT new.order_id OR old.contract_id IS NOT new.contract_id OR old.direction IS NOT new.direction OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.fee_minor IS NOT new.fee_minor OR old.discount_minor IS NOT new.discount_minor OR old.method IS NOT new.method OR old.reference IS NOT new.reference OR old.targets IS NOT new.targets OR old.rate IS NOT new.rate OR old.base_minor IS NOT new.base_minor OR old.base_currency IS NOT new.base_currency OR old.external_id IS NOT new.external_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'payment', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.received_on IS new.received_on, '', ' received_on=' || quote(old.received_on)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.order_id IS new.order_id, '', ' order_id=' || quote(old.order_id)) || iif(old.contract_id IS new.contract_id, '', ' contract_id=' || quote(old.contract_id)) || iif(old.direction IS new.direction, '', ' direction=' || quote(old.direction)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.fee_minor IS new.fee_minor, '', ' fee_minor=' || quote(old.fee_minor)) || iif(old.discount_minor IS new.discount_minor, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.method IS new.method, '', ' method=' || quote(old.method)) || iif(old.reference IS new.reference, '', ' reference=' || quote(old.reference)) || iif(old.targets IS new.targets, '', ' targets=' || quote(old.targets)) || iif(old.rate IS new.rate, '', ' rate=' || quote(old.rate)) || iif(old.base_minor IS new.base_minor, '', ' base_minor=' || quote(old.base_minor)) || iif(old.base_currency IS new.base_currency, '', ' base_currency=' || quote(old.base_currency)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER payment_deleted AFTER DELETE ON payment BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'payment', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.received_on IS NULL, '', ' received_on=' || quote(old.received_on)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.order_id IS NULL, '', ' order_id=' || quote(old.order_id)) || iif(old.contract_id IS NULL, '', ' contract_id=' || quote(old.contract_id)) || iif(old.direction IS NULL, '', ' direction=' || quote(old.direction)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.fee_minor IS NULL, '', ' fee_minor=' || quote(old.fee_minor)) || iif(old.discount_minor IS NULL, '', ' discount_minor=' || quote(old.discount_minor)) || iif(old.method IS NULL, '', ' method=' || quote(old.method)) || iif(old.reference IS NULL, '', ' reference=' || quote(old.reference)) || iif(old.targets IS NULL, '', ' targets=' || quote(old.targets)) || iif(old.rate IS NULL, '', ' rate=' || quote(old.rate)) || iif(old.base_minor IS NULL, '', ' base_minor=' || quote(old.base_minor)) || iif(old.base_currency IS NULL, '', ' base_currency=' || quote(old.base_currency)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER allocation_updated AFTER UPDATE ON allocation WHEN old.id IS NOT new.id OR old.kind IS NOT new.kind OR old.payment_id IS NOT new.payment_id OR old.credit_note_id IS NOT new.credit_note_id OR old.invoice_id IS NOT new.invoice_id OR old.refund_id IS NOT new.refund_id OR old.on_day IS NOT new.on_day OR old.effective_ms IS NOT new.effective_ms OR old.amount_minor IS NOT new.amount_minor OR old.source_minor IS NOT new.source_minor OR old.realised_minor IS NOT new.realised_minor OR old.reverses IS NOT new.reverses OR old.reason IS NOT new.reason BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'allocation', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.payment_id IS new.payment_id, '', ' payment_id=' || quote(old.payment_id)) || iif(old.credit_note_id IS new.credit_note_id, '', ' credit_note_id=' || quote(old.credit_note_id)) || iif(old.invoice_id IS new.invoice_id, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.refund_id IS new.refund_id, '', ' refund_id=' || quote(old.refund_id)) || iif(old.on_day IS new.on_day, '', ' on_day=' || quote(old.on_day)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.source_minor IS new.source_minor, '', ' source_minor=' || quote(old.source_minor)) || iif(old.realised_minor IS new.realised_minor, '', ' realised_minor=' || quote(old.realised_minor)) || iif(old.reverses IS new.reverses, '', ' reverses=' || quote(old.reverses)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER allocation_deleted AFTER DELETE ON allocation BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'allocation', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.payment_id IS NULL, '', ' payment_id=' || quote(old.payment_id)) || iif(old.credit_note_id IS NULL, '', ' credit_note_id=' || quote(old.credit_note_id)) || iif(old.invoice_id IS NULL, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.refund_id IS NULL, '', ' refund_id=' || quote(old.refund_id)) || iif(old.on_day IS NULL, '', ' on_day=' || quote(old.on_day)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.source_minor IS NULL, '', ' source_minor=' || quote(old.source_minor)) || iif(old.realised_minor IS NULL, '', ' realised_minor=' || quote(old.realised_minor)) || iif(old.reverses IS NULL, '', ' reverses=' || quote(old.reverses)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER allocation_kept BEFORE DELETE ON allocation WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER allocation_fixed BEFORE UPDATE ON allocation WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER reminder_updated AFTER UPDATE ON reminder WHEN old.id IS NOT new.id OR old.invoice_id IS NOT new.invoice_id OR old.level IS NOT new.level OR old.open_minor IS NOT new.open_minor OR old.language IS NOT new.language OR old.on_day IS NOT new.on_day OR old.effective_ms IS NOT new.effective_ms BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'reminder', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.invoice_id IS new.invoice_id, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.level IS new.level, '', ' level=' || quote(old.level)) || iif(old.open_minor IS new.open_minor, '', ' open_minor=' || quote(old.open_minor)) || iif(old.language IS new.language, '', ' language=' || quote(old.language)) || iif(old.on_day IS new.on_day, '', ' on_day=' || quote(old.on_day)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms))); END;
CREATE TRIGGER reminder_deleted AFTER DELETE ON reminder BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'reminder', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.invoice_id IS NULL, '', ' invoice_id=' || quote(old.invoice_id)) || iif(old.level IS NULL, '', ' level=' || quote(old.level)) || iif(old.open_minor IS NULL, '', ' open_minor=' || quote(old.open_minor)) || iif(old.language IS NULL, '', ' language=' || quote(old.language)) || iif(old.on_day IS NULL, '', ' on_day=' || quote(old.on_day)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms))); END;
CREATE TRIGGER reminder_kept BEFORE DELETE ON reminder WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER reminder_fixed BEFORE UPDATE ON reminder WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER status_event_updated AFTER UPDATE ON status_event WHEN old.id IS NOT new.id OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.from_status IS NOT new.from_status OR old.to_status IS NOT new.to_status OR old.effective_ms IS NOT new.effective_ms OR old.reason IS NOT new.reason BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'status_event', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.from_status IS new.from_status, '', ' from_status=' || quote(old.from_status)) || iif(old.to_status IS new.to_status, '', ' to_status=' || quote(old.to_status)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER status_event_deleted AFTER DELETE ON status_event BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'status_event', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.from_status IS NULL, '', ' from_status=' || quote(old.from_status)) || iif(old.to_status IS NULL, '', ' to_status=' || quote(old.to_status)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER status_event_kept BEFORE DELETE ON status_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER status_event_fixed BEFORE UPDATE ON status_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER import_part_updated AFTER UPDATE ON import_part WHEN old.id IS NOT new.id OR old.run_id IS NOT new.run_id OR old.entity IS NOT new.entity OR old.first_id IS NOT new.first_id OR old.last_id IS NOT new.last_id OR old.line IS NOT new.line OR old.action IS NOT new.action BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_part', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.run_id IS new.run_id, '', ' run_id=' || quote(old.run_id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.first_id IS new.first_id, '', ' first_id=' || quote(old.first_id)) || iif(old.last_id IS new.last_id, '', ' last_id=' || quote(old.last_id)) || iif(old.line IS new.line, '', ' line=' || quote(old.line)) || iif(old.action IS new.action, '', ' action=' || quote(old.action))); END;
CREATE TRIGGER import_part_deleted AFTER DELETE ON import_part BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_part', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.run_id IS NULL, '', ' run_id=' || quote(old.run_id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.first_id IS NULL, '', ' first_id=' || quote(old.first_id)) || iif(old.last_id IS NULL, '', ' last_id=' || quote(old.last_id)) || iif(old.line IS NULL, '', ' line=' || quote(old.line)) || iif(old.action IS NULL, '', ' action=' || quote(old.action))); END;
CREATE TRIGGER import_reject_updated AFTER UPDATE ON import_reject WHEN old.id IS NOT new.id OR old.run_id IS NOT new.run_id OR old.line IS NOT new.line OR old.col IS NOT new.col OR old.reason IS NOT new.reason OR old.body IS NOT new.body BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_reject', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.run_id IS new.run_id, '', ' run_id=' || quote(old.run_id)) || iif(old.line IS new.line, '', ' line=' || quote(old.line)) || iif(old.col IS new.col, '', ' col=' || quote(old.col)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason)) || iif(old.body IS new.body, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER import_reject_deleted AFTER DELETE ON import_reject BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_reject', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.run_id IS NULL, '', ' run_id=' || quote(old.run_id)) || iif(old.line IS NULL, '', ' line=' || quote(old.line)) || iif(old.col IS NULL, '', ' col=' || quote(old.col)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason)) || iif(old.body IS NULL, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER mapping_updated AFTER UPDATE ON mapping WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.noun IS NOT new.noun OR old.body IS NOT new.body BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'mapping', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.noun IS new.noun, '', ' noun=' || quote(old.noun)) || iif(old.body IS new.body, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER mapping_deleted AFTER DELETE ON mapping BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'mapping', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.noun IS NULL, '', ' noun=' || quote(old.noun)) || iif(old.body IS NULL, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER alias_updated AFTER UPDATE ON alias WHEN old.id IS NOT new.id OR old.entity IS NOT new.entity OR old.field IS NOT new.field OR old.value IS NOT new.value OR old.entity_id IS NOT new.entity_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'alias', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.field IS new.field, '', ' field=' || quote(old.field)) || iif(old.value IS new.value, '', ' value=' || quote(old.value)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id))); END;
CREATE TRIGGER alias_deleted AFTER DELETE ON alias BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'alias', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.field IS NULL, '', ' field=' || quote(old.field)) || iif(old.value IS NULL, '', ' value=' || quote(old.value)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id))); END;
CREATE TRIGGER cost_updated AFTER UPDATE ON cost WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.name IS NOT new.name OR old.function IS NOT new.function OR old.line IS NOT new.line OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.since IS NOT new.since OR old.until IS NOT new.until OR old.channel_id IS NOT new.channel_id OR old.campaign_id IS NOT new.campaign_id OR old.account_id IS NOT new.account_id OR old.driver IS NOT new.driver OR old.shares IS NOT new.shares OR old.variable IS NOT new.variable OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields OR old.quantity IS NOT new.quantity OR old.due IS NOT new.due OR old.paid IS NOT new.paid BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'cost', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.function IS new.function, '', ' function=' || quote(old.function)) || iif(old.line IS new.line, '', ' line=' || quote(old.line)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.since IS new.since, '', ' since=' || quote(old.since)) || iif(old.until IS new.until, '', ' until=' || quote(old.until)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS new.campaign_id, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.driver IS new.driver, '', ' driver=' || quote(old.driver)) || iif(old.shares IS new.shares, '', ' shares=' || quote(old.shares)) || iif(old.variable IS new.variable, '', ' variable=' || quote(old.variable)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity)) || iif(old.due IS new.due, '', ' due=' || quote(old.due)) || iif(old.paid IS new.paid, '', ' paid=' || quote(old.paid))); END;
CREATE TRIGGER cost_deleted AFTER DELETE ON cost BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'cost', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.function IS NULL, '', ' function=' || quote(old.function)) || iif(old.line IS NULL, '', ' line=' || quote(old.line)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.since IS NULL, '', ' since=' || quote(old.since)) || iif(old.until IS NULL, '', ' until=' || quote(old.until)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS NULL, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.driver IS NULL, '', ' driver=' || quote(old.driver)) || iif(old.shares IS NULL, '', ' shares=' || quote(old.shares)) || iif(old.variable IS NULL, '', ' variable=' || quote(old.variable)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity)) || iif(old.due IS NULL, '', ' due=' || quote(old.due)) || iif(old.paid IS NULL, '', ' paid=' || quote(old.paid))); END;
CREATE TRIGGER budget_updated AFTER UPDATE ON budget WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.function IS NOT new.function OR old.line IS NOT new.line OR old.since IS NOT new.since OR old.until IS NOT new.until OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.variable IS NOT new.variable OR old.volume IS NOT new.volume OR old.measure IS NOT new.measure OR old.quantity IS NOT new.quantity BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'budget', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.function IS new.function, '', ' function=' || quote(old.function)) || iif(old.line IS new.line, '', ' line=' || quote(old.line)) || iif(old.since IS new.since, '', ' since=' || quote(old.since)) || iif(old.until IS new.until, '', ' until=' || quote(old.until)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.variable IS new.variable, '', ' variable=' || quote(old.variable)) || iif(old.volume IS new.volume, '', ' volume=' || quote(old.volume)) || iif(old.measure IS new.measure, '', ' measure=' || quote(old.measure)) || iif(old.quantity IS new.quantity, '', ' quantity=' || quote(old.quantity))); END;
CREATE TRIGGER budget_deleted AFTER DELETE ON budget BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'budget', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.function IS NULL, '', ' function=' || quote(old.function)) || iif(old.line IS NULL, '', ' line=' || quote(old.line)) || iif(old.since IS NULL, '', ' since=' || quote(old.since)) || iif(old.until IS NULL, '', ' until=' || quote(old.until)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.variable IS NULL, '', ' variable=' || quote(old.variable)) || iif(old.volume IS NULL, '', ' volume=' || quote(old.volume)) || iif(old.measure IS NULL, '', ' measure=' || quote(old.measure)) || iif(old.quantity IS NULL, '', ' quantity=' || quote(old.quantity))); END;
CREATE TRIGGER survey_updated AFTER UPDATE ON survey WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.kind IS NOT new.kind OR old.score IS NOT new.score OR old.low IS NOT new.low OR old.high IS NOT new.high OR old.wave IS NOT new.wave OR old.occasion IS NOT new.occasion OR old.account_id IS NOT new.account_id OR old.contact_id IS NOT new.contact_id OR old.comment IS NOT new.comment OR old.external_id IS NOT new.external_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'survey', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.score IS new.score, '', ' score=' || quote(old.score)) || iif(old.low IS new.low, '', ' low=' || quote(old.low)) || iif(old.high IS new.high, '', ' high=' || quote(old.high)) || iif(old.wave IS new.wave, '', ' wave=' || quote(old.wave)) || iif(old.occasion IS new.occasion, '', ' occasion=' || quote(old.occasion)) || iif(old.account_id IS new.account_id, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS new.contact_id, '', ' contact_id=' || quote(old.contact_id)) || iif(old.comment IS new.comment, '', ' comment=' || quote(old.comment)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER survey_deleted AFTER DELETE ON survey BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'survey', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.score IS NULL, '', ' score=' || quote(old.score)) || iif(old.low IS NULL, '', ' low=' || quote(old.low)) || iif(old.high IS NULL, '', ' high=' || quote(old.high)) || iif(old.wave IS NULL, '', ' wave=' || quote(old.wave)) || iif(old.occasion IS NULL, '', ' occasion=' || quote(old.occasion)) || iif(old.account_id IS NULL, '', ' account_id=' || quote(old.account_id)) || iif(old.contact_id IS NULL, '', ' contact_id=' || quote(old.contact_id)) || iif(old.comment IS NULL, '', ' comment=' || quote(old.comment)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER survey_wave_updated AFTER UPDATE ON survey_wave WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.kind IS NOT new.kind OR old.wave IS NOT new.wave OR old.invited IS NOT new.invited BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'survey_wave', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.wave IS new.wave, '', ' wave=' || quote(old.wave)) || iif(old.invited IS new.invited, '', ' invited=' || quote(old.invited))); END;
CREATE TRIGGER survey_wave_deleted AFTER DELETE ON survey_wave BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'survey_wave', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.wave IS NULL, '', ' wave=' || quote(old.wave)) || iif(old.invited IS NULL, '', ' invited=' || quote(old.invited))); END;
CREATE TRIGGER forecast_updated AFTER UPDATE ON forecast WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.as_of IS NOT new.as_of OR old.period IS NOT new.period OR old.since IS NOT new.since OR old.until IS NOT new.until OR old.currency IS NOT new.currency OR old.total_minor IS NOT new.total_minor OR old.body IS NOT new.body BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'forecast', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.as_of IS new.as_of, '', ' as_of=' || quote(old.as_of)) || iif(old.period IS new.period, '', ' period=' || quote(old.period)) || iif(old.since IS new.since, '', ' since=' || quote(old.since)) || iif(old.until IS new.until, '', ' until=' || quote(old.until)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.total_minor IS new.total_minor, '', ' total_minor=' || quote(old.total_minor)) || iif(old.body IS new.body, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER forecast_deleted AFTER DELETE ON forecast BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'forecast', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.as_of IS NULL, '', ' as_of=' || quote(old.as_of)) || iif(old.period IS NULL, '', ' period=' || quote(old.period)) || iif(old.since IS NULL, '', ' since=' || quote(old.since)) || iif(old.until IS NULL, '', ' until=' || quote(old.until)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.total_minor IS NULL, '', ' total_minor=' || quote(old.total_minor)) || iif(old.body IS NULL, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER forecast_kept BEFORE DELETE ON forecast WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER forecast_fixed BEFORE UPDATE ON forecast WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_updated AFTER UPDATE ON review WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.period IS NOT new.period OR old.since IS NOT new.since OR old.until IS NOT new.until OR old.as_of IS NOT new.as_of OR old.head IS NOT new.head OR old.body IS NOT new.body BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'review', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.period IS new.period, '', ' period=' || quote(old.period)) || iif(old.since IS new.since, '', ' since=' || quote(old.since)) || iif(old.until IS new.until, '', ' until=' || quote(old.until)) || iif(old.as_of IS new.as_of, '', ' as_of=' || quote(old.as_of)) || iif(old.head IS new.head, '', ' head=' || quote(old.head)) || iif(old.body IS new.body, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER review_deleted AFTER DELETE ON review BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'review', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.period IS NULL, '', ' period=' || quote(old.period)) || iif(old.since IS NULL, '', ' since=' || quote(old.since)) || iif(old.until IS NULL, '', ' until=' || quote(old.until)) || iif(old.as_of IS NULL, '', ' as_of=' || quote(old.as_of)) || iif(old.head IS NULL, '', ' head=' || quote(old.head)) || iif(old.body IS NULL, '', ' body=' || quote(old.body))); END;
CREATE TRIGGER review_kept BEFORE DELETE ON review WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER review_fixed BEFORE UPDATE ON review WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' AND (SELECT kind FROM now_op) IS NOT 'merge' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER operation_kept BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER operation_fixed BEFORE UPDATE OF id, recorded_ms, verb, undoes, payload_hash, digest ON operation WHEN old.digest IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_fixed BEFORE UPDATE ON change WHEN (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE VIEW v_lead AS
SELECT 'L' || l.id AS ref, l.id, strftime('%Y-%m-%dT%H:%M:%SZ', l.created_ms / 1000, 'unixepoch') AS created,
  l.name, l.company, l.email, l.phone, l.status, l.kind, coalesce(c.name, '(unknown)') AS channel,
  k.name AS campaign, m.name AS owner,
  CASE WHEN l.amount_minor IS NULL THEN NULL WHEN l.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.amount_minor < 0, '-', ''), abs(l.amount_minor) / 1000, abs(l.amount_minor) % 1000) WHEN l.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.amount_minor AS TEXT) WHEN l.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(l.amount_minor < 0, '-', ''), abs(l.amount_minor) / 10000, abs(l.amount_minor) % 10000) ELSE printf('%s%d.%02d', iif(l.amount_minor < 0, '-', ''), abs(l.amount_minor) / 100, abs(l.amount_minor) % 100) END AS amount,
  l.currency, l.country, l.account_id, l.contact_id, l.tags, coalesce(l.is_test, 0) AS is_test, l.external_id, l.fields
FROM lead l LEFT JOIN channel c ON c.id = l.channel_id LEFT JOIN campaign k ON k.id = l.campaign_id
LEFT JOIN member m ON m.id = l.owner_id;
CREATE VIEW v_account AS
SELECT 'A' || a.id AS ref, a.id, strftime('%Y-%m-%dT%H:%M:%SZ', a.created_ms / 1000, 'unixepoch') AS created, a.name, a.email, a.phone, a.website,
  a.country, a.address, c.name AS channel, m.name AS owner, a.tags, a.external_id, a.fields
FROM account a LEFT JOIN channel c ON c.id = a.channel_id LEFT JOIN member m ON m.id = a.owner_id;
CREATE VIEW v_contact AS
SELECT 'C' || id AS ref, id, strftime('%Y-%m-%dT%H:%M:%SZ', created_ms / 1000, 'unixepoch') AS created, name, email, phone, language, tags,
  external_id, fields
FROM contact;
CREATE VIEW v_deal AS
SELECT 'D' || d.id AS ref, d.id, strftime('%Y-%m-%dT%H:%M:%SZ', d.created_ms / 1000, 'unixepoch') AS created, d.title, a.name AS account, d.account_id,
  d.contact_id, d.lead_id, d.pipeline, d.stage, d.kind AS status, strftime('%Y-%m-%dT%H:%M:%SZ', d.closed_ms / 1000, 'unixepoch') AS closed, d.reason,
  CASE WHEN d.amount_minor IS NULL THEN NULL WHEN d.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(d.amount_minor < 0, '-', ''), abs(d.amount_minor) / 1000, abs(d.amount_minor) % 1000) WHEN d.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(d.amount_minor AS TEXT) WHEN d.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(d.amount_minor < 0, '-', ''), abs(d.amount_minor) / 10000, abs(d.amount_minor) % 10000) ELSE printf('%s%d.%02d', iif(d.amount_minor < 0, '-', ''), abs(d.amount_minor) / 100, abs(d.amount_minor) % 100) END AS amount,
  d.currency, d.expected_close, c.name AS channel, m.name AS owner, d.tags, coalesce(d.is_test, 0) AS is_test,
  d.external_id, d.fields
FROM deal d LEFT JOIN account a ON a.id = d.account_id LEFT JOIN channel c ON c.id = d.channel_id
LEFT JOIN member m ON m.id = d.owner_id;
CREATE VIEW v_deal_value AS
SELECT v.id, 'D' || v.deal_id AS deal, strftime('%Y-%m-%dT%H:%M:%SZ', v.effective_ms / 1000, 'unixepoch') AS at,
  CASE WHEN v.amount_minor IS NULL THEN NULL WHEN v.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(v.amount_minor < 0, '-', ''), abs(v.amount_minor) / 1000, abs(v.amount_minor) % 1000) WHEN v.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(v.amount_minor AS TEXT) WHEN v.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(v.amount_minor < 0, '-', ''), abs(v.amount_minor) / 10000, abs(v.amount_minor) % 10000) ELSE printf('%s%d.%02d', iif(v.amount_minor < 0, '-', ''), abs(v.amount_minor) / 100, abs(v.amount_minor) % 100) END AS amount,
  v.currency, v.expected_close
FROM deal_value v;
CREATE VIEW v_stage_event AS
SELECT e.id, iif(e.entity = 'lead', 'L', 'D') || e.entity_id AS record, e.entity, e.entity_id, e.pipeline,
  e.from_stage, e.to_stage, e.from_kind, e.to_kind, strftime('%Y-%m-%dT%H:%M:%SZ', e.effective_ms / 1000, 'unixepoch') AS at, e.reason
FROM stage_event e;
CREATE VIEW v_touch AS
SELECT t.id, t.entity, t.entity_id, strftime('%Y-%m-%dT%H:%M:%SZ', t.at_ms / 1000, 'unixepoch') AS at, t.kind, t.inbound, t.body, m.name AS member
FROM touch t LEFT JOIN member m ON m.id = t.member_id;
CREATE VIEW v_task AS
SELECT 'T' || t.id AS ref, t.id, t.body AS task, t.due, t.entity, t.entity_id, m.name AS owner,
  coalesce(t.is_next, 0) AS is_next, strftime('%Y-%m-%dT%H:%M:%SZ', t.done_ms / 1000, 'unixepoch') AS done
FROM task t LEFT JOIN member m ON m.id = t.owner_id;
CREATE VIEW v_product AS
SELECT p.id, p.sku, p.name, p.kind, p.unit, p.category, p.tax, p.revenue, CASE WHEN p.cost_minor IS NULL THEN NULL WHEN p.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(p.cost_minor < 0, '-', ''), abs(p.cost_minor) / 1000, abs(p.cost_minor) % 1000) WHEN p.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(p.cost_minor AS TEXT) WHEN p.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(p.cost_minor < 0, '-', ''), abs(p.cost_minor) / 10000, abs(p.cost_minor) % 10000) ELSE printf('%s%d.%02d', iif(p.cost_minor < 0, '-', ''), abs(p.cost_minor) / 100, abs(p.cost_minor) % 100) END AS cost,
  p.currency AS cost_currency, coalesce(p.retired, 0) AS retired, p.tags, p.external_id, p.fields
FROM product p;
CREATE VIEW v_product_price AS
SELECT r.id, p.sku, p.name AS product, CASE WHEN r.price_minor IS NULL THEN NULL WHEN r.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(r.price_minor < 0, '-', ''), abs(r.price_minor) / 1000, abs(r.price_minor) % 1000) WHEN r.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(r.price_minor AS TEXT) WHEN r.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(r.price_minor < 0, '-', ''), abs(r.price_minor) / 10000, abs(r.price_minor) % 10000) ELSE printf('%s%d.%02d', iif(r.price_minor < 0, '-', ''), abs(r.price_minor) / 100, abs(r.price_minor) % 100) END AS price, r.currency, r.valid_from
FROM product_price r JOIN product p ON p.id = r.product_id;
CREATE VIEW v_quote AS
SELECT 'Q' || q.id AS ref, q.id, q.number, q.version, a.name AS account, q.account_id, q.deal_id, q.status, q.valid_until,
  strftime('%Y-%m-%dT%H:%M:%SZ', q.sent_ms / 1000, 'unixepoch') AS sent, strftime('%Y-%m-%dT%H:%M:%SZ', q.decided_ms / 1000, 'unixepoch') AS decided, CASE WHEN q.net_minor IS NULL THEN NULL WHEN q.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(q.net_minor < 0, '-', ''), abs(q.net_minor) / 1000, abs(q.net_minor) % 1000) WHEN q.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(q.net_minor AS TEXT) WHEN q.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(q.net_minor < 0, '-', ''), abs(q.net_minor) / 10000, abs(q.net_minor) % 10000) ELSE printf('%s%d.%02d', iif(q.net_minor < 0, '-', ''), abs(q.net_minor) / 100, abs(q.net_minor) % 100) END AS net,
  CASE WHEN q.tax_minor IS NULL THEN NULL WHEN q.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(q.tax_minor < 0, '-', ''), abs(q.tax_minor) / 1000, abs(q.tax_minor) % 1000) WHEN q.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(q.tax_minor AS TEXT) WHEN q.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(q.tax_minor < 0, '-', ''), abs(q.tax_minor) / 10000, abs(q.tax_minor) % 10000) ELSE printf('%s%d.%02d', iif(q.tax_minor < 0, '-', ''), abs(q.tax_minor) / 100, abs(q.tax_minor) % 100) END AS tax, CASE WHEN q.total_minor IS NULL THEN NULL WHEN q.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(q.total_minor < 0, '-', ''), abs(q.total_minor) / 1000, abs(q.total_minor) % 1000) WHEN q.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(q.total_minor AS TEXT) WHEN q.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(q.total_minor < 0, '-', ''), abs(q.total_minor) / 10000, abs(q.total_minor) % 10000) ELSE printf('%s%d.%02d', iif(q.total_minor < 0, '-', ''), abs(q.total_minor) / 100, abs(q.total_minor) % 100) END AS total, q.currency, q.external_id, q.fields
FROM quote q JOIN account a ON a.id = q.account_id;
CREATE VIEW v_contract AS
SELECT 'K' || k.id AS ref, k.id, k.title, a.name AS account, k.account_id, k.deal_id, k.quote_id, k.status, k.since,
  k.until, k.renew_by, CASE WHEN k.amount_minor IS NULL THEN NULL WHEN k.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(k.amount_minor < 0, '-', ''), abs(k.amount_minor) / 1000, abs(k.amount_minor) % 1000) WHEN k.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(k.amount_minor AS TEXT) WHEN k.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(k.amount_minor < 0, '-', ''), abs(k.amount_minor) / 10000, abs(k.amount_minor) % 10000) ELSE printf('%s%d.%02d', iif(k.amount_minor < 0, '-', ''), abs(k.amount_minor) / 100, abs(k.amount_minor) % 100) END AS amount, k.currency, k.every, k.external_id, k.fields
FROM contract k JOIN account a ON a.id = k.account_id;
CREATE VIEW v_order AS
SELECT 'O' || o.id AS ref, o.id, a.name AS account, o.account_id, o.deal_id, o.quote_id, o.contract_id, o.status, o.held,
  strftime('%Y-%m-%dT%H:%M:%SZ', o.confirmed_ms / 1000, 'unixepoch') AS confirmed, strftime('%Y-%m-%dT%H:%M:%SZ', o.closed_ms / 1000, 'unixepoch') AS closed, o.promised, o.first_promised, o.reference,
  CASE WHEN o.net_minor IS NULL THEN NULL WHEN o.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(o.net_minor < 0, '-', ''), abs(o.net_minor) / 1000, abs(o.net_minor) % 1000) WHEN o.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(o.net_minor AS TEXT) WHEN o.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(o.net_minor < 0, '-', ''), abs(o.net_minor) / 10000, abs(o.net_minor) % 10000) ELSE printf('%s%d.%02d', iif(o.net_minor < 0, '-', ''), abs(o.net_minor) / 100, abs(o.net_minor) % 100) END AS net, CASE WHEN o.tax_minor IS NULL THEN NULL WHEN o.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(o.tax_minor < 0, '-', ''), abs(o.tax_minor) / 1000, abs(o.tax_minor) % 1000) WHEN o.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(o.tax_minor AS TEXT) WHEN o.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(o.tax_minor < 0, '-', ''), abs(o.tax_minor) / 10000, abs(o.tax_minor) % 10000) ELSE printf('%s%d.%02d', iif(o.tax_minor < 0, '-', ''), abs(o.tax_minor) / 100, abs(o.tax_minor) % 100) END AS tax,
  CASE WHEN o.total_minor IS NULL THEN NULL WHEN o.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(o.total_minor < 0, '-', ''), abs(o.total_minor) / 1000, abs(o.total_minor) % 1000) WHEN o.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(o.total_minor AS TEXT) WHEN o.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(o.total_minor < 0, '-', ''), abs(o.total_minor) / 10000, abs(o.total_minor) % 10000) ELSE printf('%s%d.%02d', iif(o.total_minor < 0, '-', ''), abs(o.total_minor) / 100, abs(o.total_minor) % 100) END AS total, o.currency, o.rate, o.tags, o.external_id, o.fields
FROM sales_order o JOIN account a ON a.id = o.account_id;
CREATE VIEW v_order_line AS
SELECT l.id, 'O' || l.order_id AS "order", l.position, p.sku, l.name AS item, l.quantity / 1000000.0 AS quantity,
  l.cap / 1000000.0 AS cap, l.released / 1000000.0 AS released, l.unit, CASE WHEN l.price_minor IS NULL THEN NULL WHEN o.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.price_minor < 0, '-', ''), abs(l.price_minor) / 1000, abs(l.price_minor) % 1000) WHEN o.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.price_minor AS TEXT) WHEN o.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(l.price_minor < 0, '-', ''), abs(l.price_minor) / 10000, abs(l.price_minor) % 10000) ELSE printf('%s%d.%02d', iif(l.price_minor < 0, '-', ''), abs(l.price_minor) / 100, abs(l.price_minor) % 100) END AS price,
  CASE WHEN l.net_minor IS NULL THEN NULL WHEN o.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.net_minor < 0, '-', ''), abs(l.net_minor) / 1000, abs(l.net_minor) % 1000) WHEN o.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.net_minor AS TEXT) WHEN o.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(l.net_minor < 0, '-', ''), abs(l.net_minor) / 10000, abs(l.net_minor) % 10000) ELSE printf('%s%d.%02d', iif(l.net_minor < 0, '-', ''), abs(l.net_minor) / 100, abs(l.net_minor) % 100) END AS net, CASE WHEN l.tax_minor IS NULL THEN NULL WHEN o.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.tax_minor < 0, '-', ''), abs(l.tax_minor) / 1000, abs(l.tax_minor) % 1000) WHEN o.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.tax_minor AS TEXT) WHEN o.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(l.tax_minor < 0, '-', ''), abs(l.tax_minor) / 10000, abs(l.tax_minor) % 10000) ELSE printf('%s%d.%02d', iif(l.tax_minor < 0, '-', ''), abs(l.tax_minor) / 100, abs(l.tax_minor) % 100) END AS tax, o.currency, l.service_from, l.service_to
FROM sales_order_line l JOIN sales_order o ON o.id = l.order_id LEFT JOIN product p ON p.id = l.product_id;
CREATE VIEW v_shipment_line AS
SELECT s.id, 'S' || s.shipment_id AS shipment, 'O' || h.order_id AS "order", l.name AS item,
  s.quantity / 1000000.0 AS quantity, strftime('%Y-%m-%dT%H:%M:%SZ', h.created_ms / 1000, 'unixepoch') AS shipped, strftime('%Y-%m-%dT%H:%M:%SZ', h.delivered_ms / 1000, 'unixepoch') AS delivered, h.carrier,
  h.tracking
FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id JOIN sales_order_line l ON l.id = s.order_line_id;
CREATE VIEW v_return_line AS
SELECT r.id, 'X' || r.return_id AS "return", 'O' || g.order_id AS "order", l.name AS item,
  r.quantity / 1000000.0 AS quantity, strftime('%Y-%m-%dT%H:%M:%SZ', g.created_ms / 1000, 'unixepoch') AS returned, g.reopens, g.reason
FROM goods_return_line r JOIN goods_return g ON g.id = r.return_id JOIN sales_order_line l ON l.id = r.order_line_id;
CREATE VIEW v_invoice AS
SELECT 'I' || i.id AS ref, i.id, i.number, a.name AS account, i.account_id, i.order_id, i.contract_id, i.what, i.status,
  i.issued_on AS issued, i.due_on AS due, CASE WHEN i.net_minor IS NULL THEN NULL WHEN i.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(i.net_minor < 0, '-', ''), abs(i.net_minor) / 1000, abs(i.net_minor) % 1000) WHEN i.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(i.net_minor AS TEXT) WHEN i.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(i.net_minor < 0, '-', ''), abs(i.net_minor) / 10000, abs(i.net_minor) % 10000) ELSE printf('%s%d.%02d', iif(i.net_minor < 0, '-', ''), abs(i.net_minor) / 100, abs(i.net_minor) % 100) END AS net, CASE WHEN i.tax_minor IS NULL THEN NULL WHEN i.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(i.tax_minor < 0, '-', ''), abs(i.tax_minor) / 1000, abs(i.tax_minor) % 1000) WHEN i.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(i.tax_minor AS TEXT) WHEN i.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(i.tax_minor < 0, '-', ''), abs(i.tax_minor) / 10000, abs(i.tax_minor) % 10000) ELSE printf('%s%d.%02d', iif(i.tax_minor < 0, '-', ''), abs(i.tax_minor) / 100, abs(i.tax_minor) % 100) END AS tax,
  CASE WHEN i.total_minor IS NULL THEN NULL WHEN i.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(i.total_minor < 0, '-', ''), abs(i.total_minor) / 1000, abs(i.total_minor) % 1000) WHEN i.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(i.total_minor AS TEXT) WHEN i.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(i.total_minor < 0, '-', ''), abs(i.total_minor) / 10000, abs(i.total_minor) % 10000) ELSE printf('%s%d.%02d', iif(i.total_minor < 0, '-', ''), abs(i.total_minor) / 100, abs(i.total_minor) % 100) END AS total, CASE WHEN i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0) IS NULL THEN NULL WHEN i.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0) < 0, '-', ''), abs(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0)) / 1000, abs(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0)) % 1000) WHEN i.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0) AS TEXT) WHEN i.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0) < 0, '-', ''), abs(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0)) / 10000, abs(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0)) % 10000) ELSE printf('%s%d.%02d', iif(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0) < 0, '-', ''), abs(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0)) / 100, abs(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0)) % 100) END AS outstanding, i.currency, i.rate, i.external_id,
  i.fields
FROM invoice i JOIN account a ON a.id = i.account_id;
CREATE VIEW v_invoice_line AS
SELECT l.id, 'I' || l.invoice_id AS invoice, l.position, p.sku, l.name AS item, l.quantity / 1000000.0 AS quantity, l.unit,
  CASE WHEN l.price_minor IS NULL THEN NULL WHEN i.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.price_minor < 0, '-', ''), abs(l.price_minor) / 1000, abs(l.price_minor) % 1000) WHEN i.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.price_minor AS TEXT) WHEN i.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(l.price_minor < 0, '-', ''), abs(l.price_minor) / 10000, abs(l.price_minor) % 10000) ELSE printf('%s%d.%02d', iif(l.price_minor < 0, '-', ''), abs(l.price_minor) / 100, abs(l.price_minor) % 100) END AS price, CASE WHEN l.net_minor IS NULL THEN NULL WHEN i.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.net_minor < 0, '-', ''), abs(l.net_minor) / 1000, abs(l.net_minor) % 1000) WHEN i.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.net_minor AS TEXT) WHEN i.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(l.net_minor < 0, '-', ''), abs(l.net_minor) / 10000, abs(l.net_minor) % 10000) ELSE printf('%s%d.%02d', iif(l.net_minor < 0, '-', ''), abs(l.net_minor) / 100, abs(l.net_minor) % 100) END AS net,
  CASE WHEN l.tax_minor IS NULL THEN NULL WHEN i.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.tax_minor < 0, '-', ''), abs(l.tax_minor) / 1000, abs(l.tax_minor) % 1000) WHEN i.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.tax_minor AS TEXT) WHEN i.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(l.tax_minor < 0, '-', ''), abs(l.tax_minor) / 10000, abs(l.tax_minor) % 10000) ELSE printf('%s%d.%02d', iif(l.tax_minor < 0, '-', ''), abs(l.tax_minor) / 100, abs(l.tax_minor) % 100) END AS tax, i.currency, l.tax_ppm / 10000.0 AS tax_percent, l.service_from, l.service_to
FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id LEFT JOIN product p ON p.id = l.product_id;
CREATE VIEW v_credit_note AS
SELECT 'N' || n.id AS ref, n.id, n.number, 'I' || n.invoice_id AS invoice, a.name AS account, n.account_id,
  n.issued_on AS issued, n.reason, CASE WHEN n.net_minor IS NULL THEN NULL WHEN n.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(n.net_minor < 0, '-', ''), abs(n.net_minor) / 1000, abs(n.net_minor) % 1000) WHEN n.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(n.net_minor AS TEXT) WHEN n.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(n.net_minor < 0, '-', ''), abs(n.net_minor) / 10000, abs(n.net_minor) % 10000) ELSE printf('%s%d.%02d', iif(n.net_minor < 0, '-', ''), abs(n.net_minor) / 100, abs(n.net_minor) % 100) END AS net, CASE WHEN n.tax_minor IS NULL THEN NULL WHEN n.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(n.tax_minor < 0, '-', ''), abs(n.tax_minor) / 1000, abs(n.tax_minor) % 1000) WHEN n.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(n.tax_minor AS TEXT) WHEN n.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(n.tax_minor < 0, '-', ''), abs(n.tax_minor) / 10000, abs(n.tax_minor) % 10000) ELSE printf('%s%d.%02d', iif(n.tax_minor < 0, '-', ''), abs(n.tax_minor) / 100, abs(n.tax_minor) % 100) END AS tax,
  CASE WHEN n.total_minor IS NULL THEN NULL WHEN n.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(n.total_minor < 0, '-', ''), abs(n.total_minor) / 1000, abs(n.total_minor) % 1000) WHEN n.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(n.total_minor AS TEXT) WHEN n.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(n.total_minor < 0, '-', ''), abs(n.total_minor) / 10000, abs(n.total_minor) % 10000) ELSE printf('%s%d.%02d', iif(n.total_minor < 0, '-', ''), abs(n.total_minor) / 100, abs(n.total_minor) % 100) END AS total, n.currency
FROM credit_note n JOIN account a ON a.id = n.account_id;
CREATE VIEW v_payment AS
SELECT 'P' || p.id AS ref, p.id, p.direction, p.received_on AS received, a.name AS account, p.account_id, p.order_id,
  p.contract_id, CASE WHEN p.amount_minor IS NULL THEN NULL WHEN p.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(p.amount_minor < 0, '-', ''), abs(p.amount_minor) / 1000, abs(p.amount_minor) % 1000) WHEN p.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(p.amount_minor AS TEXT) WHEN p.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(p.amount_minor < 0, '-', ''), abs(p.amount_minor) / 10000, abs(p.amount_minor) % 10000) ELSE printf('%s%d.%02d', iif(p.amount_minor < 0, '-', ''), abs(p.amount_minor) / 100, abs(p.amount_minor) % 100) END AS amount, CASE WHEN p.fee_minor IS NULL THEN NULL WHEN p.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(p.fee_minor < 0, '-', ''), abs(p.fee_minor) / 1000, abs(p.fee_minor) % 1000) WHEN p.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(p.fee_minor AS TEXT) WHEN p.currency IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(p.fee_minor < 0, '-', ''), abs(p.fee_minor) / 10000, abs(p.fee_minor) % 10000) ELSE printf('%s%d.%02d', iif(p.fee_minor < 0, '-', ''), abs(p.fee_minor) / 100, abs(p.fee_minor) % 100) END AS fee, p.currency,
  p.rate, p.method, p.reference, p.external_id
FROM payment p JOIN account a ON a.id = p.account_id;
CREATE VIEW v_allocation AS
SELECT x.id, x.kind, coalesce('P' || x.payment_id, 'N' || x.credit_note_id) AS source,
  coalesce('I' || x.invoice_id, 'P' || x.refund_id) AS settles, x.on_day AS "on",
  CASE WHEN x.amount_minor IS NULL THEN NULL WHEN coalesce(i.currency, p.currency) IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(x.amount_minor < 0, '-', ''), abs(x.amount_minor) / 1000, abs(x.amount_minor) % 1000) WHEN coalesce(i.currency, p.currency) IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(x.amount_minor AS TEXT) WHEN coalesce(i.currency, p.currency) IN ('CLF', 'UYW') THEN printf('%s%d.%04d', iif(x.amount_minor < 0, '-', ''), abs(x.amount_minor) / 10000, abs(x.amount_minor) % 10000) ELSE printf('%s%d.%02d', iif(x.amount_minor < 0, '-', ''), abs(x.amount_minor) / 100, abs(x.amount_minor) % 100) END AS amount, coalesce(i.currency, p.currency) AS currency
FROM allocation x LEFT JOIN invoice i ON i.id = x.invoice_id LEFT JOIN payment p ON p.id = x.refund_id;
CREATE VIEW v_fx_rate AS
SELECT id, base, quote, day, rate FROM fx_rate;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('operation',26);
INSERT INTO "sqlite_sequence" VALUES('process',2);
INSERT INTO "sqlite_sequence" VALUES('channel',6);
INSERT INTO "sqlite_sequence" VALUES('channel_alias',11);
INSERT INTO "sqlite_sequence" VALUES('campaign',1);
INSERT INTO "sqlite_sequence" VALUES('member',1);
INSERT INTO "sqlite_sequence" VALUES('lead',4);
INSERT INTO "sqlite_sequence" VALUES('import_run',1);
INSERT INTO "sqlite_sequence" VALUES('import_part',1);
INSERT INTO "sqlite_sequence" VALUES('touch',1);
INSERT INTO "sqlite_sequence" VALUES('stage_event',7);
INSERT INTO "sqlite_sequence" VALUES('account',1);
INSERT INTO "sqlite_sequence" VALUES('contact',1);
INSERT INTO "sqlite_sequence" VALUES('contact_account',1);
INSERT INTO "sqlite_sequence" VALUES('deal',2);
INSERT INTO "sqlite_sequence" VALUES('deal_value',2);
INSERT INTO "sqlite_sequence" VALUES('task',1);
INSERT INTO "sqlite_sequence" VALUES('quote',1);
INSERT INTO "sqlite_sequence" VALUES('quote_line',1);
INSERT INTO "sqlite_sequence" VALUES('status_event',5);
INSERT INTO "sqlite_sequence" VALUES('sales_order',1);
INSERT INTO "sqlite_sequence" VALUES('sales_order_line',1);
INSERT INTO "sqlite_sequence" VALUES('promise_event',1);
INSERT INTO "sqlite_sequence" VALUES('shipment',1);
INSERT INTO "sqlite_sequence" VALUES('shipment_line',1);
INSERT INTO "sqlite_sequence" VALUES('invoice',1);
INSERT INTO "sqlite_sequence" VALUES('invoice_line',1);
INSERT INTO "sqlite_sequence" VALUES('payment',1);
INSERT INTO "sqlite_sequence" VALUES('allocation',1);
INSERT INTO "sqlite_sequence" VALUES('cost',2);
INSERT INTO "sqlite_sequence" VALUES('budget',1);
INSERT INTO "sqlite_sequence" VALUES('survey',1);
INSERT INTO "sqlite_sequence" VALUES('forecast',1);
INSERT INTO "sqlite_sequence" VALUES('review',1);
COMMIT;
