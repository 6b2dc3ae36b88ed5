-- The public views: stable names for Datasette, DuckDB, sqlite-utils or a spreadsheet. Amounts are decimal text beside
-- their currency, instants ISO-8601 UTC text. Every migration makes them anew.

DROP VIEW IF EXISTS v_lead;
CREATE VIEW v_lead AS
SELECT 'L' || l.id AS ref, l.id, strftime('%Y-%m-%dT%H:%M:%SZ', l.created_ms / 1000, 'unixepoch') AS created,
  l.name, l.company, l.email, l.phone, l.status, l.kind, coalesce(c.name, '(unknown)') AS channel,
  k.name AS campaign, m.name AS owner,
  CASE WHEN l.amount_minor IS NULL THEN NULL WHEN l.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(l.amount_minor AS TEXT) WHEN l.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(l.amount_minor < 0, '-', ''), abs(l.amount_minor) / 1000, abs(l.amount_minor) % 1000) ELSE printf('%s%d.%02d', iif(l.amount_minor < 0, '-', ''), abs(l.amount_minor) / 100, abs(l.amount_minor) % 100) END AS amount,
  l.currency, l.country, l.account_id, l.contact_id, l.tags, coalesce(l.is_test, 0) AS is_test, l.external_id, l.fields
FROM lead l LEFT JOIN channel c ON c.id = l.channel_id LEFT JOIN campaign k ON k.id = l.campaign_id
LEFT JOIN member m ON m.id = l.owner_id;

DROP VIEW IF EXISTS v_account;
CREATE VIEW v_account AS
SELECT 'A' || a.id AS ref, a.id, strftime('%Y-%m-%dT%H:%M:%SZ', a.created_ms / 1000, 'unixepoch') AS created, a.name, a.email, a.phone, a.website,
  a.country, a.address, c.name AS channel, m.name AS owner, a.tags, a.external_id, a.fields
FROM account a LEFT JOIN channel c ON c.id = a.channel_id LEFT JOIN member m ON m.id = a.owner_id;

DROP VIEW IF EXISTS v_contact;
CREATE VIEW v_contact AS
SELECT 'C' || id AS ref, id, strftime('%Y-%m-%dT%H:%M:%SZ', created_ms / 1000, 'unixepoch') AS created, name, email, phone, language, tags,
  external_id, fields
FROM contact;

DROP VIEW IF EXISTS v_deal;
CREATE VIEW v_deal AS
SELECT 'D' || d.id AS ref, d.id, strftime('%Y-%m-%dT%H:%M:%SZ', d.created_ms / 1000, 'unixepoch') AS created, d.title, a.name AS account, d.account_id,
  d.contact_id, d.lead_id, d.pipeline, d.stage, d.kind AS status, strftime('%Y-%m-%dT%H:%M:%SZ', d.closed_ms / 1000, 'unixepoch') AS closed, d.reason,
  CASE WHEN d.amount_minor IS NULL THEN NULL WHEN d.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(d.amount_minor AS TEXT) WHEN d.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(d.amount_minor < 0, '-', ''), abs(d.amount_minor) / 1000, abs(d.amount_minor) % 1000) ELSE printf('%s%d.%02d', iif(d.amount_minor < 0, '-', ''), abs(d.amount_minor) / 100, abs(d.amount_minor) % 100) END AS amount,
  d.currency, d.expected_close, c.name AS channel, m.name AS owner, d.tags, coalesce(d.is_test, 0) AS is_test,
  d.external_id, d.fields
FROM deal d LEFT JOIN account a ON a.id = d.account_id LEFT JOIN channel c ON c.id = d.channel_id
LEFT JOIN member m ON m.id = d.owner_id;

DROP VIEW IF EXISTS v_deal_value;
CREATE VIEW v_deal_value AS
SELECT v.id, 'D' || v.deal_id AS deal, strftime('%Y-%m-%dT%H:%M:%SZ', v.effective_ms / 1000, 'unixepoch') AS at,
  CASE WHEN v.amount_minor IS NULL THEN NULL WHEN v.currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN CAST(v.amount_minor AS TEXT) WHEN v.currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN printf('%s%d.%03d', iif(v.amount_minor < 0, '-', ''), abs(v.amount_minor) / 1000, abs(v.amount_minor) % 1000) ELSE printf('%s%d.%02d', iif(v.amount_minor < 0, '-', ''), abs(v.amount_minor) / 100, abs(v.amount_minor) % 100) END AS amount,
  v.currency, v.expected_close
FROM deal_value v;

DROP VIEW IF EXISTS v_stage_event;
CREATE VIEW v_stage_event AS
SELECT e.id, iif(e.entity = 'lead', 'L', 'D') || e.entity_id AS record, e.entity, e.entity_id, e.pipeline,
  e.from_stage, e.to_stage, e.from_kind, e.to_kind, strftime('%Y-%m-%dT%H:%M:%SZ', e.effective_ms / 1000, 'unixepoch') AS at, e.reason
FROM stage_event e;

DROP VIEW IF EXISTS v_touch;
CREATE VIEW v_touch AS
SELECT t.id, t.entity, t.entity_id, strftime('%Y-%m-%dT%H:%M:%SZ', t.at_ms / 1000, 'unixepoch') AS at, t.kind, t.inbound, t.body, m.name AS member
FROM touch t LEFT JOIN member m ON m.id = t.member_id;

DROP VIEW IF EXISTS v_task;
CREATE VIEW v_task AS
SELECT 'T' || t.id AS ref, t.id, t.body AS task, t.due, t.entity, t.entity_id, m.name AS owner,
  coalesce(t.is_next, 0) AS is_next, strftime('%Y-%m-%dT%H:%M:%SZ', t.done_ms / 1000, 'unixepoch') AS done
FROM task t LEFT JOIN member m ON m.id = t.owner_id;
