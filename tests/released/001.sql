-- A file of the first release, as its own code made it: 23 operations of leads, deals and an import.
PRAGMA application_id=1280590641;
PRAGMA user_version=1;
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
) STRICT;
INSERT INTO "_sqlite_migrations" VALUES(1,'ltc','001_lead_to_deal','2026-11-23 13:32:35.161189+00:00');
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
INSERT INTO "account" VALUES(1,1768906800000,'Analytical','analytical',NULL,NULL,NULL,NULL,NULL,'DE','12 Example Street, London',2,2,NULL,NULL,NULL);
INSERT INTO "account" VALUES(2,1770030000000,'Hopper','hopper',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,NULL);
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
INSERT INTO "campaign" VALUES(1,'Spring','spring',NULL,NULL,NULL,NULL,NULL,NULL,1770030000000,NULL);
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
INSERT INTO "change" VALUES(4,2,'member',1,1,'I',NULL);
INSERT INTO "change" VALUES(5,3,'member',2,2,'I',NULL);
INSERT INTO "change" VALUES(6,4,'lead',1,1,'I',NULL);
INSERT INTO "change" VALUES(7,5,'lead',2,2,'I',NULL);
INSERT INTO "change" VALUES(8,6,'lead',3,3,'I',NULL);
INSERT INTO "change" VALUES(9,7,'lead',1,NULL,'U',' owner_id=1');
INSERT INTO "change" VALUES(10,7,'owner_event',1,1,'I',NULL);
INSERT INTO "change" VALUES(11,8,'lead',1,NULL,'U',' status=''new'' kind=''new''');
INSERT INTO "change" VALUES(12,8,'stage_event',1,1,'I',NULL);
INSERT INTO "change" VALUES(13,8,'task',1,1,'I',NULL);
INSERT INTO "change" VALUES(14,9,'touch',1,1,'I',NULL);
INSERT INTO "change" VALUES(15,10,'task',2,2,'I',NULL);
INSERT INTO "change" VALUES(16,11,'lead',1,NULL,'U',' status=''qualified'' kind=''qualified'' account_id=NULL contact_id=NULL');
INSERT INTO "change" VALUES(17,11,'account',1,1,'I',NULL);
INSERT INTO "change" VALUES(18,11,'contact',1,1,'I',NULL);
INSERT INTO "change" VALUES(19,11,'contact_account',1,1,'I',NULL);
INSERT INTO "change" VALUES(20,11,'deal',1,1,'I',NULL);
INSERT INTO "change" VALUES(21,11,'stage_event',2,2,'I',NULL);
INSERT INTO "change" VALUES(22,11,'deal_value',1,1,'I',NULL);
INSERT INTO "change" VALUES(23,12,'deal',1,NULL,'U',' stage=''discovery''');
INSERT INTO "change" VALUES(24,12,'stage_event',3,3,'I',NULL);
INSERT INTO "change" VALUES(25,12,'task',3,3,'I',NULL);
INSERT INTO "change" VALUES(26,13,'deal',1,NULL,'U',' amount_minor=900000');
INSERT INTO "change" VALUES(27,13,'deal_value',2,2,'I',NULL);
INSERT INTO "change" VALUES(28,14,'lead',3,NULL,'U',' status=''new'' kind=''new''');
INSERT INTO "change" VALUES(29,14,'stage_event',4,4,'I',NULL);
INSERT INTO "change" VALUES(30,15,'deal',1,NULL,'U',' stage=''proposal'' kind=''open'' closed_ms=NULL');
INSERT INTO "change" VALUES(31,15,'stage_event',5,5,'I',NULL);
INSERT INTO "change" VALUES(32,16,'lead',2,NULL,'U',' status=''new'' kind=''new'' account_id=NULL contact_id=NULL');
INSERT INTO "change" VALUES(33,16,'account',2,2,'I',NULL);
INSERT INTO "change" VALUES(34,16,'contact',2,2,'I',NULL);
INSERT INTO "change" VALUES(35,16,'contact_account',2,2,'I',NULL);
INSERT INTO "change" VALUES(36,16,'deal',2,2,'I',NULL);
INSERT INTO "change" VALUES(37,16,'stage_event',6,6,'I',NULL);
INSERT INTO "change" VALUES(38,16,'deal_value',3,3,'I',NULL);
INSERT INTO "change" VALUES(39,17,'account',1,NULL,'U',' country=NULL address=NULL');
INSERT INTO "change" VALUES(40,18,'lead',4,5,'I',NULL);
INSERT INTO "change" VALUES(41,18,'import_run',1,1,'I',NULL);
INSERT INTO "change" VALUES(42,19,'lead',3,NULL,'U',' company=''Bletchley''');
INSERT INTO "change" VALUES(43,20,'lead',3,NULL,'U',' company=''Enigma''');
INSERT INTO "change" VALUES(44,21,'contact',3,3,'I',NULL);
INSERT INTO "change" VALUES(45,21,'contact_account',3,3,'I',NULL);
INSERT INTO "change" VALUES(46,22,'deal',2,NULL,'U',' stage=''discovery'' kind=''open'' closed_ms=NULL reason=NULL');
INSERT INTO "change" VALUES(47,22,'stage_event',7,7,'I',NULL);
INSERT INTO "change" VALUES(48,23,'campaign',1,1,'I',NULL);
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
INSERT INTO "contact" VALUES(1,1768906800000,'Ada','ada','ada@example.com','ada@example.com',NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "contact" VALUES(2,1770030000000,'Grace','grace',NULL,NULL,'+49 30 1234567','49301234567',NULL,NULL,NULL,NULL);
INSERT INTO "contact" VALUES(3,1770030000000,'Charles','charles',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE contact_account (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  role       TEXT,                                -- "buyer", "finance"
  UNIQUE (contact_id, account_id)
) STRICT;
INSERT INTO "contact_account" VALUES(1,1,1,NULL);
INSERT INTO "contact_account" VALUES(2,2,2,NULL);
INSERT INTO "contact_account" VALUES(3,3,1,NULL);
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
INSERT INTO "deal" VALUES(1,1768906800000,'Audit',1,1,1,'consulting','won','won',1770030000000,NULL,850000,'EUR',NULL,2,2,NULL,NULL,NULL,NULL);
INSERT INTO "deal" VALUES(2,1770030000000,'Rollout',2,2,2,'consulting','lost','lost',1770030000000,'price',400000,'EUR',NULL,NULL,1,NULL,NULL,NULL,NULL);
CREATE TABLE deal_value (
  id             INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id        INTEGER NOT NULL REFERENCES deal(id),
  effective_ms   INTEGER NOT NULL,
  amount_minor   INTEGER,
  currency       TEXT,
  expected_close TEXT
) STRICT;
INSERT INTO "deal_value" VALUES(1,1,1768906800000,900000,'EUR',NULL);
INSERT INTO "deal_value" VALUES(2,1,1768906800000,850000,'EUR',NULL);
INSERT INTO "deal_value" VALUES(3,2,1770030000000,400000,'EUR',NULL);
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
) STRICT;
INSERT INTO "import_run" VALUES(1,1770030000000,'lead','leads.csv','53c7c7dafe6fb444d6bea6c9eca50ca23fcde0a866daf5cf8dcfc0340fc2cb9c','{"name": "name", "company": "company", "email": "email", "created": "created"}',2,2,0,0,0);
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
INSERT INTO "lead" VALUES(1,1767610800000,NULL,'Ada','Analytical','ada@example.com','ada@example.com',NULL,NULL,'converted','converted',2,NULL,2,900000,'EUR',NULL,1,1,NULL,NULL,NULL,NULL);
INSERT INTO "lead" VALUES(2,1767610800000,NULL,'Grace','Hopper',NULL,NULL,'+49 30 1234567','49301234567','converted','converted',NULL,NULL,1,400000,'EUR',NULL,2,2,NULL,NULL,NULL,NULL);
INSERT INTO "lead" VALUES(3,1767610800000,NULL,'Alan','Bletchley',NULL,NULL,NULL,NULL,'disqualified','disqualified',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "lead" VALUES(4,1767740400000,NULL,'Linus','Kernel','linus@example.com','linus@example.com',NULL,NULL,'new','new',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "lead" VALUES(5,1767826800000,NULL,'Barbara','Abstract','barbara@example.com','barbara@example.com',NULL,NULL,'new','new',NULL,NULL,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "member" VALUES(1,'mia','mia',NULL,NULL,NULL,NULL,NULL,1767610800000,NULL);
INSERT INTO "member" VALUES(2,'jonas','jonas',NULL,NULL,NULL,NULL,NULL,1767610800000,NULL);
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
INSERT INTO "operation" VALUES(1,1767610800000,'init',NULL,'mia',NULL,NULL,'8f81c4626f4013fb775c43fe11f88b85','701af53d89886fbf96816de20327a7386e56cac512223f29b68eeb358266a003','bb37c5a9440815206d5f9d92c17716b4bca959d457e1dcc2aa802ce2b7f64a75');
INSERT INTO "operation" VALUES(2,1767610800000,'member add',NULL,'mia','["member", "add", "mia"]',NULL,'5ba81dad2a676904f117316fc0215196','4687b8bdd6fc337a825874c927f26e824bd9f48884ffd0212e81d7de4bd04443','d832a704d966d8b46721e3791e88dfdd2007e3b32e8c4698a949039d5eb849d7');
INSERT INTO "operation" VALUES(3,1767610800000,'member add',NULL,'mia','["member", "add", "jonas"]',NULL,'f63f38a1c65451d359323aad4f352de7','3d5132a3903fc74d47aabbb7dd1ea92ec9c208842dc1d1a7f26972b507800b80','601fd895c1ffd7540ee665dfa5f91786fcfd641bc6a94a3dd036882abe1bf820');
INSERT INTO "operation" VALUES(4,1767610800000,'lead add',NULL,'mia','["lead", "add", "Ada", "--company", "Analytical", "--email", "ada@example.com", "--amount", "9k", "--channel", "web"]',NULL,'ac60621a74426ce60f9d3e5ef6254a21','263993a98552c78133ccdaba33e5741c21fa20c8a08a222dd20febe9854547ba','64fa9d0a965ba034bf9e76dd4e87bba22101bfd1d9e22d44b247422424828e67');
INSERT INTO "operation" VALUES(5,1767610800000,'lead add',NULL,'mia','["lead", "add", "Grace", "--company", "Hopper", "--phone", "+49 30 1234567", "--amount", "4k"]',NULL,'5c1c49f8bd60979174807dffc6acb3ae','98e4e1088a7cc6297151f53082a5e72563af5ee1e6fc79863288bd57c26cd8e0','c15a0e7921eafbd7ba3c9bfe912fb4ad0b3c35167250f31211d15a48955cf9e2');
INSERT INTO "operation" VALUES(6,1767610800000,'lead add',NULL,'mia','["lead", "add", "Alan", "--company", "Bletchley"]',NULL,'ec3989da41e6cb81e308fb5f64fd8ba2','5bd03a817fba2758e6c1779e29203f0a29016af3fd69f2c07a72781f4b3c7b6d','a8ca4d871d51644896bf6ceeb34c285acec2a5c79c304066203c48c6d9df4859');
INSERT INTO "operation" VALUES(7,1768215600000,'lead assign',NULL,'mia','["lead", "assign", "L1", "--to", "jonas"]',NULL,'a1eff07492288eebf5b905346a55b6d2','11ebefdb102e440ff98d90d161cf32c63489be28cc29412d33b1b37d859696fa','ea422fabeb6a856f4ca6d75d6f3c81efae1c96d0c2e433f80477f1ea4554fa9f');
INSERT INTO "operation" VALUES(8,1768215600000,'lead qualify',NULL,'mia','["lead", "qualify", "L1"]',NULL,'2d0cd41207dc885e41e6996866890f9b','55a6f4d435511e69c026bde2bde81eef77df023b762aa92b283e0f74d00245cf','6c214a32a7108cd7feefa8fa5c1ffe49e124b190a9c4b1bd49804500f6e97ef3');
INSERT INTO "operation" VALUES(9,1768215600000,'note',NULL,'mia','["note", "L1", "wants an audit; it''s urgent", "--kind", "call"]',NULL,'c0b14f8cdf4fbda15158c74ce725fabb','9c2d8c7d252f55c3a4581f6aff08f6ccf140cb470f54caedd648e0711af1cdd9','384ab0988f12e47c91e2f3ee91972cd6fc60b371cd886831ef6ceb42846f33c9');
INSERT INTO "operation" VALUES(10,1768215600000,'task add',NULL,'mia','["task", "add", "send the offer", "--on-record", "L1", "--due", "2026-01-20"]',NULL,'655a87f53a42d22c6dc0ce54de026102','988e1de5ff4b16741cea7c17b139757fbb547fcec223eccd339a2b2c2c04863d','d1a0d05444e1abcee7302b62dd34a19ee1db3a3cd06f5957a81cadf9af90e3bf');
INSERT INTO "operation" VALUES(11,1768906800000,'lead convert',NULL,'mia','["lead", "convert", "L1", "--deal", "Audit", "--amount", "9k"]',NULL,'8c503cdb8cce2bcfc168a6279343c92c','8f692840ef3c4b66dc8b688dd669fbe9b635bb2719b51427482912f71370a44b','0233c8e90a92b65c2824b8f64553c18625398202592da0601d5c24bd1bf02101');
INSERT INTO "operation" VALUES(12,1768906800000,'deal advance',NULL,'mia','["deal", "advance", "D1"]',NULL,'3fe6bf54db7094086626545bf68690f1','746973b8ba2e232434ef8c6ff31565abfd5e8dd0fb76f278d790f15872f63653','d5146a3a0e020837b1122967881d172176ca918c6adddb9dbd19d03930b188c4');
INSERT INTO "operation" VALUES(13,1768906800000,'deal edit',NULL,'mia','["deal", "edit", "D1", "amount=8500"]',NULL,'b59748f257c7a85fe4dbca880113ea8b','a277bc9835646e0e620620dc478fbd3716306414c778d8620b0b1814369e2a54','5553ec3ff49a84efd26ebb406d0f579c704c56b651af88754bfafb4f1dcc3a4b');
INSERT INTO "operation" VALUES(14,1768906800000,'lead disqualify',NULL,'mia','["lead", "disqualify", "L3", "--reason", "spam"]',NULL,'d1161178ee5eef0f4949963aebc74acb','1cec70dea0c9725565610a9439e974b964658528ad44113a33276b9782ca9a0f','c79016434bf3b3ada832552950307be7f7bc6c319e634c82f3c4bbb0b35907f9');
INSERT INTO "operation" VALUES(15,1770030000000,'deal win',NULL,'mia','["deal", "win", "D1"]',NULL,'8c6fa083bd6d7f166ae6a63755205144','153b1ad839405b6bbba50bf2867132c6779eccbeca30d8768164872ac2a71601','c4ace9727fc4ebe7542c758e0245aa80494f8cd8be1fcc1f36f961a05ea1b101');
INSERT INTO "operation" VALUES(16,1770030000000,'lead convert',NULL,'mia','["lead", "convert", "L2", "--deal", "Rollout", "--amount", "4k"]',NULL,'71f48f7bea38708f9ffe3fb9e3493543','4d401c1b210eaecec2c59c60ba4ecc640264167109d07e9165e8633a07ca495e','103f8116127be1b4ec621cf16bd90ca4fdc73793654d157878f6a4dfeb7a594d');
INSERT INTO "operation" VALUES(17,1770030000000,'account edit',NULL,'mia','["account", "edit", "A1", "country=DE", "address=12 Example Street, London"]',NULL,'9bcc375ce963478a855d68e0861697c6','e49b46d729eadfbe177dcc9b0a67af3f4fcb433fa58cbb35e093110d91328d4b','ae1022b62be638a54f989df35d3ab5b03b2248a250a2352016dec16b7e51ff05');
INSERT INTO "operation" VALUES(18,1770030000000,'lead import',NULL,'mia','["lead", "import", "leads.csv"]',NULL,'7591e2befd1f6f955e951a7221686aa1','cb7af06b06f5298dbeed677f2c5762761150e96a9c6946b5e3f7e7a3a3283b12','79c283856ff889f58dfdcfc00304b94e4fac9000c7eabba37ea455df4b586113');
INSERT INTO "operation" VALUES(19,1770030000000,'lead edit',NULL,'mia','["lead", "edit", "L3", "company=Enigma"]',NULL,'473bf7f9a19eeaa5f17131004f2e516a','94462418ae309a6ed20d65da4645cf62b9320cc36359e521813917a59088d606','1e996b066ed33428f77957705a4a5c680343b5d0eaad5c8c2f4f3355e05c5a03');
INSERT INTO "operation" VALUES(20,1770030000000,'undo',19,'mia','["undo"]',NULL,'d1404fe19ae157e47f2d31f87def3e39','5fcd6c4463366146e6cda0bfe14fdbd9daead20eb71b45c51bd2c8de90103e4c','cb8967eaef89095bfe2a595be03f142a9af1e2da2960a815760ff2967e052513');
INSERT INTO "operation" VALUES(21,1770030000000,'contact add',NULL,'mia','["contact", "add", "Charles", "--account", "A1"]',NULL,'9a6efb5ba383c5d87bee265c50c08807','a0a9fa88bc43b20b42558cef5b34a44068cb66f05292f3e2307ad7e2e8c07b67','992a9763a31b8ceb56689a4705efffdc322544ecf855ac958774c8476d998128');
INSERT INTO "operation" VALUES(22,1770030000000,'deal lose',NULL,'mia','["deal", "lose", "D2", "--reason", "price"]',NULL,'94f7e3ffc7ecd2f43cba0c91848927c9','8e2aa30e77a258b5e9c58c3084d907e65e8c43f3a9f70e6a8bfaf6c58b5a3fa7','0f534da591666878371a7e1c17d64f77375ed759b18aae0a03f3b6c3de460c99');
INSERT INTO "operation" VALUES(23,1770030000000,'campaign add',NULL,'mia','["campaign", "add", "Spring"]',NULL,'454d4b4fd2de6556ab253533170134b3','84fdb8b1d4070abc1a1ede37b329e0a9979fabee238dd8f4345b226cb32ba850','8561399dbe3bff8a33bf8c20de7ae79b003c479d93b30948595cf5ed9dddbfad');
CREATE TABLE owner_event (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  entity       TEXT NOT NULL CHECK (entity = 'lead' OR entity = 'account' OR entity = 'deal'),
  entity_id    INTEGER NOT NULL,
  from_id      INTEGER REFERENCES member(id),     -- NULL: from the pool
  to_id        INTEGER REFERENCES member(id),     -- NULL: into the pool
  effective_ms INTEGER NOT NULL,
  reason       TEXT                               -- "claim", "recycle"
) STRICT;
INSERT INTO "owner_event" VALUES(1,'lead',1,1,2,1768215600000,'assign');
CREATE TABLE process (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,   -- the version; the newest is in force
  applied_ms INTEGER NOT NULL,
  body       TEXT NOT NULL                        -- the parsed process as JSON
) STRICT;
INSERT INTO "process" VALUES(1,1767610800000,'{"channels":[{"aliases":["recommendation","word of mouth"],"id":"referral"},{"aliases":["web","homepage","organic"],"id":"website"},{"id":"linkedin","label":{"en":"LinkedIn"}},{"aliases":["conference","meetup","trade show"],"id":"event"},{"aliases":["mailing"],"id":"newsletter"},{"aliases":["cold call","cold mail"],"id":"outbound"}],"currency":"EUR","fields":{"deal":[{"choices":["audit","workshop","implementation","retainer"],"id":"service","label":{"en":"Service"},"type":"choice"},{"id":"hours","label":{"en":"Estimated hours"},"type":"number"}],"lead":[{"id":"budget_known","label":{"en":"Budget known"},"type":"yesno"}]},"follow_ups":[{"due":2,"noun":"lead","stage":"qualified","task":"Offer a first conversation"},{"due":7,"noun":"deal","stage":"proposal","task":"Follow up on the proposal"},{"after":14,"noun":"deal","stage":"negotiation","task":"Ask what is missing for a yes"}],"lead":{"disqualify_reasons":[{"id":"no_budget","label":{"en":"No budget"}},{"id":"no_need","label":{"en":"No need"}},{"id":"no_reply","label":{"en":"No reply"}},{"id":"not_a_fit","label":{"en":"Not a fit"}},{"counts":false,"id":"duplicate","label":{"en":"Duplicate"}},{"counts":false,"id":"spam","label":{"en":"Spam"}}],"statuses":[{"id":"new","kind":"new","label":{"en":"New","zh":"新线索"},"stale_after":2},{"id":"contacted","kind":"working","label":{"en":"Contacted","zh":"已联系"},"stale_after":14},{"id":"nurturing","kind":"working","label":{"en":"Nurturing","zh":"培育中"}},{"id":"qualified","kind":"qualified","label":{"en":"Qualified","zh":"合格线索"},"stale_after":14}]},"lost_reasons":[{"id":"price","label":{"en":"Price"}},{"id":"no_decision","label":{"en":"No decision"}},{"id":"competitor","label":{"en":"Competitor"}},{"id":"timing","label":{"en":"Timing"}},{"id":"no_budget","label":{"en":"No budget"}},{"counts":false,"id":"duplicate","label":{"en":"Duplicate"}},{"counts":false,"id":"test","label":{"en":"Only a test"}}],"name":"Consulting","numbers":{"credit_note":"C{year}-{n:04}","invoice":"{year}-{n:04}","quote":"Q{year}-{n:03}"},"pipelines":[{"id":"consulting","label":{"en":"Consulting","zh":"咨询"},"stages":[{"id":"discovery","label":{"en":"Discovery","zh":"需求沟通"},"probability":15,"stale_after":21},{"id":"proposal","label":{"en":"Proposal","zh":"方案报价"},"probability":35,"stale_after":30},{"forecast":"best_case","id":"negotiation","label":{"en":"Negotiation","zh":"谈判"},"probability":60,"stale_after":21},{"forecast":"commit","id":"verbal","label":{"en":"Verbal yes","zh":"口头同意"},"probability":90,"stale_after":14},{"id":"won","kind":"won","label":{"en":"Won","zh":"赢单"}},{"id":"lost","kind":"lost","label":{"en":"Lost","zh":"输单"}},{"id":"void","kind":"void","label":{"en":"Opened in error","zh":"作废"}}]}],"timezone":"Europe/Berlin"}');
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
INSERT INTO "stage_event" VALUES(1,'lead',1,NULL,'new','qualified','new','qualified',1768215600000,NULL);
INSERT INTO "stage_event" VALUES(2,'lead',1,NULL,'qualified','converted','qualified','converted',1768906800000,NULL);
INSERT INTO "stage_event" VALUES(3,'deal',1,'consulting','discovery','proposal','open','open',1768906800000,NULL);
INSERT INTO "stage_event" VALUES(4,'lead',3,NULL,'new','disqualified','new','disqualified',1768906800000,'spam');
INSERT INTO "stage_event" VALUES(5,'deal',1,'consulting','proposal','won','open','won',1770030000000,NULL);
INSERT INTO "stage_event" VALUES(6,'lead',2,NULL,'new','converted','new','converted',1770030000000,NULL);
INSERT INTO "stage_event" VALUES(7,'deal',2,'consulting','discovery','lost','open','lost',1770030000000,'price');
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
INSERT INTO "task" VALUES(1,1768215600000,'Offer a first conversation','2026-01-14','lead',1,NULL,1,NULL,'qualified',NULL);
INSERT INTO "task" VALUES(2,1768215600000,'send the offer','2026-01-20','lead',1,NULL,1,NULL,NULL,NULL);
INSERT INTO "task" VALUES(3,1768906800000,'Follow up on the proposal','2026-01-27','deal',1,NULL,1,NULL,'proposal',NULL);
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
INSERT INTO "touch" VALUES(1,'lead',1,1768215600000,'call',0,'wants an audit; it''s urgent',NULL,NULL,1);
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
CREATE TRIGGER account_updated AFTER UPDATE ON account WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.name IS NOT new.name OR old.name_key IS NOT new.name_key OR old.email IS NOT new.email OR old.email_key IS NOT new.email_key OR old.phone IS NOT new.phone OR old.phone_key IS NOT new.phone_key OR old.website IS NOT new.website OR old.country IS NOT new.country OR old.address IS NOT new.address OR old.channel_id IS NOT new.channel_id OR old.owner_id IS NOT new.owner_id OR old.tags IS NOT new.tags OR old.external_id IS NOT new.external_id OR old.fields IS NOT new.fields BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'account', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS new.name, '', ' name=' || quote(old.name)) || iif(old.name_key IS new.name_key, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS new.email, '', ' email=' || quote(old.email)) || iif(old.email_key IS new.email_key, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS new.phone, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS new.phone_key, '', ' phone_key=' || quote(old.phone_key)) || iif(old.website IS new.website, '', ' website=' || quote(old.website)) || iif(old.country IS new.country, '', ' country=' || quote(old.country)) || iif(old.address IS new.address, '', ' address=' || quote(old.address)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS new.tags, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS new.fields, '', ' fields=' || quote(old.fields))); END;
CREATE TRIGGER account_deleted AFTER DELETE ON account BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'account', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.name IS NULL, '', ' name=' || quote(old.name)) || iif(old.name_key IS NULL, '', ' name_key=' || quote(old.name_key)) || iif(old.email IS NULL, '', ' email=' || quote(old.email)) || iif(old.email_key IS NULL, '', ' email_key=' || quote(old.email_key)) || iif(old.phone IS NULL, '', ' phone=' || quote(old.phone)) || iif(old.phone_key IS NULL, '', ' phone_key=' || quote(old.phone_key)) || iif(old.website IS NULL, '', ' website=' || quote(old.website)) || iif(old.country IS NULL, '', ' country=' || quote(old.country)) || iif(old.address IS NULL, '', ' address=' || quote(old.address)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.tags IS NULL, '', ' tags=' || quote(old.tags)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id)) || iif(old.fields IS NULL, '', ' fields=' || quote(old.fields))); END;
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
CREATE TRIGGER stage_event_kept BEFORE DELETE ON stage_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER stage_event_fixed BEFORE UPDATE ON stage_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER deal_value_updated AFTER UPDATE ON deal_value WHEN old.id IS NOT new.id OR old.deal_id IS NOT new.deal_id OR old.effective_ms IS NOT new.effective_ms OR old.amount_minor IS NOT new.amount_minor OR old.currency IS NOT new.currency OR old.expected_close IS NOT new.expected_close BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'deal_value', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.deal_id IS new.deal_id, '', ' deal_id=' || quote(old.deal_id)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.amount_minor IS new.amount_minor, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS new.currency, '', ' currency=' || quote(old.currency)) || iif(old.expected_close IS new.expected_close, '', ' expected_close=' || quote(old.expected_close))); END;
CREATE TRIGGER deal_value_deleted AFTER DELETE ON deal_value BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'deal_value', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.deal_id IS NULL, '', ' deal_id=' || quote(old.deal_id)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.amount_minor IS NULL, '', ' amount_minor=' || quote(old.amount_minor)) || iif(old.currency IS NULL, '', ' currency=' || quote(old.currency)) || iif(old.expected_close IS NULL, '', ' expected_close=' || quote(old.expected_close))); END;
CREATE TRIGGER deal_value_kept BEFORE DELETE ON deal_value WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER deal_value_fixed BEFORE UPDATE ON deal_value WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER owner_event_updated AFTER UPDATE ON owner_event WHEN old.id IS NOT new.id OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.from_id IS NOT new.from_id OR old.to_id IS NOT new.to_id OR old.effective_ms IS NOT new.effective_ms OR old.reason IS NOT new.reason BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'owner_event', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.from_id IS new.from_id, '', ' from_id=' || quote(old.from_id)) || iif(old.to_id IS new.to_id, '', ' to_id=' || quote(old.to_id)) || iif(old.effective_ms IS new.effective_ms, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS new.reason, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER owner_event_deleted AFTER DELETE ON owner_event BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'owner_event', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.from_id IS NULL, '', ' from_id=' || quote(old.from_id)) || iif(old.to_id IS NULL, '', ' to_id=' || quote(old.to_id)) || iif(old.effective_ms IS NULL, '', ' effective_ms=' || quote(old.effective_ms)) || iif(old.reason IS NULL, '', ' reason=' || quote(old.reason))); END;
CREATE TRIGGER owner_event_kept BEFORE DELETE ON owner_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER owner_event_fixed BEFORE UPDATE ON owner_event WHEN (SELECT kind FROM now_op) IS NOT 'undo' AND (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER touch_updated AFTER UPDATE ON touch WHEN old.id IS NOT new.id OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.at_ms IS NOT new.at_ms OR old.kind IS NOT new.kind OR old.inbound IS NOT new.inbound OR old.body IS NOT new.body OR old.channel_id IS NOT new.channel_id OR old.campaign_id IS NOT new.campaign_id OR old.member_id IS NOT new.member_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'touch', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.at_ms IS new.at_ms, '', ' at_ms=' || quote(old.at_ms)) || iif(old.kind IS new.kind, '', ' kind=' || quote(old.kind)) || iif(old.inbound IS new.inbound, '', ' inbound=' || quote(old.inbound)) || iif(old.body IS new.body, '', ' body=' || quote(old.body)) || iif(old.channel_id IS new.channel_id, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS new.campaign_id, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.member_id IS new.member_id, '', ' member_id=' || quote(old.member_id))); END;
CREATE TRIGGER touch_deleted AFTER DELETE ON touch BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'touch', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.at_ms IS NULL, '', ' at_ms=' || quote(old.at_ms)) || iif(old.kind IS NULL, '', ' kind=' || quote(old.kind)) || iif(old.inbound IS NULL, '', ' inbound=' || quote(old.inbound)) || iif(old.body IS NULL, '', ' body=' || quote(old.body)) || iif(old.channel_id IS NULL, '', ' channel_id=' || quote(old.channel_id)) || iif(old.campaign_id IS NULL, '', ' campaign_id=' || quote(old.campaign_id)) || iif(old.member_id IS NULL, '', ' member_id=' || quote(old.member_id))); END;
CREATE TRIGGER task_updated AFTER UPDATE ON task WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.body IS NOT new.body OR old.due IS NOT new.due OR old.entity IS NOT new.entity OR old.entity_id IS NOT new.entity_id OR old.is_next IS NOT new.is_next OR old.owner_id IS NOT new.owner_id OR old.done_ms IS NOT new.done_ms OR old.rule IS NOT new.rule OR old.external_id IS NOT new.external_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'task', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.body IS new.body, '', ' body=' || quote(old.body)) || iif(old.due IS new.due, '', ' due=' || quote(old.due)) || iif(old.entity IS new.entity, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id)) || iif(old.is_next IS new.is_next, '', ' is_next=' || quote(old.is_next)) || iif(old.owner_id IS new.owner_id, '', ' owner_id=' || quote(old.owner_id)) || iif(old.done_ms IS new.done_ms, '', ' done_ms=' || quote(old.done_ms)) || iif(old.rule IS new.rule, '', ' rule=' || quote(old.rule)) || iif(old.external_id IS new.external_id, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER task_deleted AFTER DELETE ON task BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'task', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.body IS NULL, '', ' body=' || quote(old.body)) || iif(old.due IS NULL, '', ' due=' || quote(old.due)) || iif(old.entity IS NULL, '', ' entity=' || quote(old.entity)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id)) || iif(old.is_next IS NULL, '', ' is_next=' || quote(old.is_next)) || iif(old.owner_id IS NULL, '', ' owner_id=' || quote(old.owner_id)) || iif(old.done_ms IS NULL, '', ' done_ms=' || quote(old.done_ms)) || iif(old.rule IS NULL, '', ' rule=' || quote(old.rule)) || iif(old.external_id IS NULL, '', ' external_id=' || quote(old.external_id))); END;
CREATE TRIGGER import_run_updated AFTER UPDATE ON import_run WHEN old.id IS NOT new.id OR old.created_ms IS NOT new.created_ms OR old.noun IS NOT new.noun OR old.source IS NOT new.source OR old.sha256 IS NOT new.sha256 OR old.mapping IS NOT new.mapping OR old.read IS NOT new.read OR old.new IS NOT new.new OR old.updated IS NOT new.updated OR old.unchanged IS NOT new.unchanged OR old.rejected IS NOT new.rejected BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_run', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.created_ms IS new.created_ms, '', ' created_ms=' || quote(old.created_ms)) || iif(old.noun IS new.noun, '', ' noun=' || quote(old.noun)) || iif(old.source IS new.source, '', ' source=' || quote(old.source)) || iif(old.sha256 IS new.sha256, '', ' sha256=' || quote(old.sha256)) || iif(old.mapping IS new.mapping, '', ' mapping=' || quote(old.mapping)) || iif(old.read IS new.read, '', ' read=' || quote(old.read)) || iif(old.new IS new.new, '', ' new=' || quote(old.new)) || iif(old.updated IS new.updated, '', ' updated=' || quote(old.updated)) || iif(old.unchanged IS new.unchanged, '', ' unchanged=' || quote(old.unchanged)) || iif(old.rejected IS new.rejected, '', ' rejected=' || quote(old.rejected))); END;
CREATE TRIGGER import_run_deleted AFTER DELETE ON import_run BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_run', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.created_ms IS NULL, '', ' created_ms=' || quote(old.created_ms)) || iif(old.noun IS NULL, '', ' noun=' || quote(old.noun)) || iif(old.source IS NULL, '', ' source=' || quote(old.source)) || iif(old.sha256 IS NULL, '', ' sha256=' || quote(old.sha256)) || iif(old.mapping IS NULL, '', ' mapping=' || quote(old.mapping)) || iif(old.read IS NULL, '', ' read=' || quote(old.read)) || iif(old.new IS NULL, '', ' new=' || quote(old.new)) || iif(old.updated IS NULL, '', ' updated=' || quote(old.updated)) || iif(old.unchanged IS NULL, '', ' unchanged=' || quote(old.unchanged)) || iif(old.rejected IS NULL, '', ' rejected=' || quote(old.rejected))); END;
CREATE TRIGGER import_row_updated AFTER UPDATE ON import_row WHEN old.id IS NOT new.id OR old.run_id IS NOT new.run_id OR old.noun IS NOT new.noun OR old.fingerprint IS NOT new.fingerprint OR old.entity_id IS NOT new.entity_id BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_row', old.id, 'U', iif(old.id IS new.id, '', ' id=' || quote(old.id)) || iif(old.run_id IS new.run_id, '', ' run_id=' || quote(old.run_id)) || iif(old.noun IS new.noun, '', ' noun=' || quote(old.noun)) || iif(old.fingerprint IS new.fingerprint, '', ' fingerprint=' || quote(old.fingerprint)) || iif(old.entity_id IS new.entity_id, '', ' entity_id=' || quote(old.entity_id))); END;
CREATE TRIGGER import_row_deleted AFTER DELETE ON import_row BEGIN INSERT INTO change(operation_id, tbl, row_id, kind, old) VALUES ((SELECT id FROM now_op), 'import_row', old.id, 'D', iif(old.id IS NULL, '', ' id=' || quote(old.id)) || iif(old.run_id IS NULL, '', ' run_id=' || quote(old.run_id)) || iif(old.noun IS NULL, '', ' noun=' || quote(old.noun)) || iif(old.fingerprint IS NULL, '', ' fingerprint=' || quote(old.fingerprint)) || iif(old.entity_id IS NULL, '', ' entity_id=' || quote(old.entity_id))); END;
CREATE TRIGGER operation_kept BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_kept BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER operation_fixed BEFORE UPDATE OF id, recorded_ms, verb, undoes, payload_hash, digest ON operation WHEN old.digest IS NOT NULL BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER change_fixed BEFORE UPDATE ON change WHEN (SELECT kind FROM now_op) IS NOT 'erase' BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE VIEW v_lead AS
SELECT 'L' || l.id AS ref, l.id, strftime('%Y-%m-%dT%H:%M:%SZ', l.created_ms / 1000, 'unixepoch') AS created,
  l.name, l.company, l.email, l.phone, l.status, l.kind, coalesce(c.name, '(unknown)') AS channel,
  k.name AS campaign, m.name AS owner,
  CASE WHEN l.amount_minor IS NULL THEN NULL WHEN l.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.amount_minor AS TEXT) WHEN l.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.amount_minor < 0, '-', ''), abs(l.amount_minor) / 1000, abs(l.amount_minor) % 1000) ELSE printf('%s%d.%02d', iif(l.amount_minor < 0, '-', ''), abs(l.amount_minor) / 100, abs(l.amount_minor) % 100) END AS amount,
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
  CASE WHEN d.amount_minor IS NULL THEN NULL WHEN d.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(d.amount_minor AS TEXT) WHEN d.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(d.amount_minor < 0, '-', ''), abs(d.amount_minor) / 1000, abs(d.amount_minor) % 1000) ELSE printf('%s%d.%02d', iif(d.amount_minor < 0, '-', ''), abs(d.amount_minor) / 100, abs(d.amount_minor) % 100) END AS amount,
  d.currency, d.expected_close, c.name AS channel, m.name AS owner, d.tags, coalesce(d.is_test, 0) AS is_test,
  d.external_id, d.fields
FROM deal d LEFT JOIN account a ON a.id = d.account_id LEFT JOIN channel c ON c.id = d.channel_id
LEFT JOIN member m ON m.id = d.owner_id;
CREATE VIEW v_deal_value AS
SELECT v.id, 'D' || v.deal_id AS deal, strftime('%Y-%m-%dT%H:%M:%SZ', v.effective_ms / 1000, 'unixepoch') AS at,
  CASE WHEN v.amount_minor IS NULL THEN NULL WHEN v.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(v.amount_minor AS TEXT) WHEN v.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(v.amount_minor < 0, '-', ''), abs(v.amount_minor) / 1000, abs(v.amount_minor) % 1000) ELSE printf('%s%d.%02d', iif(v.amount_minor < 0, '-', ''), abs(v.amount_minor) / 100, abs(v.amount_minor) % 100) END AS amount,
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
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('operation',23);
INSERT INTO "sqlite_sequence" VALUES('process',1);
INSERT INTO "sqlite_sequence" VALUES('channel',6);
INSERT INTO "sqlite_sequence" VALUES('channel_alias',11);
INSERT INTO "sqlite_sequence" VALUES('member',2);
INSERT INTO "sqlite_sequence" VALUES('lead',5);
INSERT INTO "sqlite_sequence" VALUES('owner_event',1);
INSERT INTO "sqlite_sequence" VALUES('stage_event',7);
INSERT INTO "sqlite_sequence" VALUES('task',3);
INSERT INTO "sqlite_sequence" VALUES('touch',1);
INSERT INTO "sqlite_sequence" VALUES('account',2);
INSERT INTO "sqlite_sequence" VALUES('contact',3);
INSERT INTO "sqlite_sequence" VALUES('contact_account',3);
INSERT INTO "sqlite_sequence" VALUES('deal',2);
INSERT INTO "sqlite_sequence" VALUES('deal_value',3);
INSERT INTO "sqlite_sequence" VALUES('import_run',1);
INSERT INTO "sqlite_sequence" VALUES('campaign',1);
COMMIT;
