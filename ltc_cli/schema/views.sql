-- The public views: stable names for Datasette, DuckDB, sqlite-utils or a spreadsheet. Amounts are decimal text beside
-- their currency, instants ISO-8601 UTC text, quantities decimal numbers. Every migration makes them anew.
--
-- MONEY(minor, currency), INSTANT(ms) and QUANTITY(millionths) are written out when the views are made.

DROP VIEW IF EXISTS v_lead;
CREATE VIEW v_lead AS
SELECT 'L' || l.id AS ref, l.id, INSTANT(l.created_ms) AS created,
  l.name, l.company, l.email, l.phone, l.status, l.kind, coalesce(c.name, '(unknown)') AS channel,
  k.name AS campaign, m.name AS owner,
  MONEY(l.amount_minor, l.currency) AS amount,
  l.currency, l.country, l.account_id, l.contact_id, l.tags, coalesce(l.is_test, 0) AS is_test, l.external_id, l.fields
FROM lead l LEFT JOIN channel c ON c.id = l.channel_id LEFT JOIN campaign k ON k.id = l.campaign_id
LEFT JOIN member m ON m.id = l.owner_id;

DROP VIEW IF EXISTS v_account;
CREATE VIEW v_account AS
SELECT 'A' || a.id AS ref, a.id, INSTANT(a.created_ms) AS created, a.name, a.email, a.phone, a.website,
  a.country, a.address, c.name AS channel, m.name AS owner, a.tags, a.external_id, a.fields
FROM account a LEFT JOIN channel c ON c.id = a.channel_id LEFT JOIN member m ON m.id = a.owner_id;

DROP VIEW IF EXISTS v_contact;
CREATE VIEW v_contact AS
SELECT 'C' || id AS ref, id, INSTANT(created_ms) AS created, name, email, phone, language, tags,
  external_id, fields
FROM contact;

DROP VIEW IF EXISTS v_deal;
CREATE VIEW v_deal AS
SELECT 'D' || d.id AS ref, d.id, INSTANT(d.created_ms) AS created, d.title, a.name AS account, d.account_id,
  d.contact_id, d.lead_id, d.pipeline, d.stage, d.kind AS status, INSTANT(d.closed_ms) AS closed, d.reason,
  MONEY(d.amount_minor, d.currency) AS amount,
  d.currency, d.expected_close, c.name AS channel, m.name AS owner, d.tags, coalesce(d.is_test, 0) AS is_test,
  d.external_id, d.fields
FROM deal d LEFT JOIN account a ON a.id = d.account_id LEFT JOIN channel c ON c.id = d.channel_id
LEFT JOIN member m ON m.id = d.owner_id;

DROP VIEW IF EXISTS v_deal_value;
CREATE VIEW v_deal_value AS
SELECT v.id, 'D' || v.deal_id AS deal, INSTANT(v.effective_ms) AS at,
  MONEY(v.amount_minor, v.currency) AS amount,
  v.currency, v.expected_close
FROM deal_value v;

DROP VIEW IF EXISTS v_stage_event;
CREATE VIEW v_stage_event AS
SELECT e.id, iif(e.entity = 'lead', 'L', 'D') || e.entity_id AS record, e.entity, e.entity_id, e.pipeline,
  e.from_stage, e.to_stage, e.from_kind, e.to_kind, INSTANT(e.effective_ms) AS at, e.reason
FROM stage_event e;

DROP VIEW IF EXISTS v_touch;
CREATE VIEW v_touch AS
SELECT t.id, t.entity, t.entity_id, INSTANT(t.at_ms) AS at, t.kind, t.inbound, t.body, m.name AS member
FROM touch t LEFT JOIN member m ON m.id = t.member_id;

DROP VIEW IF EXISTS v_task;
CREATE VIEW v_task AS
SELECT 'T' || t.id AS ref, t.id, t.body AS task, t.due, t.entity, t.entity_id, m.name AS owner,
  coalesce(t.is_next, 0) AS is_next, INSTANT(t.done_ms) AS done
FROM task t LEFT JOIN member m ON m.id = t.owner_id;

DROP VIEW IF EXISTS v_product;
CREATE VIEW v_product AS
SELECT p.id, p.sku, p.name, p.kind, p.unit, p.category, p.tax, p.revenue, MONEY(p.cost_minor, p.currency) AS cost,
  p.currency AS cost_currency, coalesce(p.retired, 0) AS retired, p.tags, p.external_id, p.fields
FROM product p;

DROP VIEW IF EXISTS v_product_price;
CREATE VIEW v_product_price AS
SELECT r.id, p.sku, p.name AS product, MONEY(r.price_minor, r.currency) AS price, r.currency, r.valid_from
FROM product_price r JOIN product p ON p.id = r.product_id;

DROP VIEW IF EXISTS v_quote;
CREATE VIEW v_quote AS
SELECT 'Q' || q.id AS ref, q.id, q.number, q.version, a.name AS account, q.account_id, q.deal_id, q.status, q.valid_until,
  INSTANT(q.sent_ms) AS sent, INSTANT(q.decided_ms) AS decided, MONEY(q.net_minor, q.currency) AS net,
  MONEY(q.tax_minor, q.currency) AS tax, MONEY(q.total_minor, q.currency) AS total, q.currency, q.external_id, q.fields
FROM quote q JOIN account a ON a.id = q.account_id;

DROP VIEW IF EXISTS v_contract;
CREATE VIEW v_contract AS
SELECT 'K' || k.id AS ref, k.id, k.title, a.name AS account, k.account_id, k.deal_id, k.quote_id, k.status, k.since,
  k.until, k.renew_by, MONEY(k.amount_minor, k.currency) AS amount, k.currency, k.every, k.external_id, k.fields
FROM contract k JOIN account a ON a.id = k.account_id;

DROP VIEW IF EXISTS v_order;
CREATE VIEW v_order AS
SELECT 'O' || o.id AS ref, o.id, a.name AS account, o.account_id, o.deal_id, o.quote_id, o.contract_id, o.status, o.held,
  INSTANT(o.confirmed_ms) AS confirmed, INSTANT(o.closed_ms) AS closed, o.promised, o.first_promised, o.reference,
  MONEY(o.net_minor, o.currency) AS net, MONEY(o.tax_minor, o.currency) AS tax,
  MONEY(o.total_minor, o.currency) AS total, o.currency, o.rate, o.tags, o.external_id, o.fields
FROM sales_order o JOIN account a ON a.id = o.account_id;

DROP VIEW IF EXISTS v_order_line;
CREATE VIEW v_order_line AS
SELECT l.id, 'O' || l.order_id AS "order", l.position, p.sku, l.name AS item, QUANTITY(l.quantity) AS quantity,
  QUANTITY(l.cap) AS cap, QUANTITY(l.released) AS released, l.unit, MONEY(l.price_minor, o.currency) AS price,
  MONEY(l.net_minor, o.currency) AS net, MONEY(l.tax_minor, o.currency) AS tax, o.currency, l.service_from, l.service_to
FROM sales_order_line l JOIN sales_order o ON o.id = l.order_id LEFT JOIN product p ON p.id = l.product_id;

DROP VIEW IF EXISTS v_shipment_line;
CREATE VIEW v_shipment_line AS
SELECT s.id, 'S' || s.shipment_id AS shipment, 'O' || h.order_id AS "order", l.name AS item,
  QUANTITY(s.quantity) AS quantity, INSTANT(h.created_ms) AS shipped, INSTANT(h.delivered_ms) AS delivered, h.carrier,
  h.tracking
FROM shipment_line s JOIN shipment h ON h.id = s.shipment_id JOIN sales_order_line l ON l.id = s.order_line_id;

DROP VIEW IF EXISTS v_return_line;
CREATE VIEW v_return_line AS
SELECT r.id, 'X' || r.return_id AS "return", 'O' || g.order_id AS "order", l.name AS item,
  QUANTITY(r.quantity) AS quantity, INSTANT(g.created_ms) AS returned, g.reopens, g.reason
FROM goods_return_line r JOIN goods_return g ON g.id = r.return_id JOIN sales_order_line l ON l.id = r.order_line_id;

DROP VIEW IF EXISTS v_invoice;
CREATE VIEW v_invoice AS
SELECT 'I' || i.id AS ref, i.id, i.number, a.name AS account, i.account_id, i.order_id, i.contract_id, i.what, i.status,
  i.issued_on AS issued, i.due_on AS due, MONEY(i.net_minor, i.currency) AS net, MONEY(i.tax_minor, i.currency) AS tax,
  MONEY(i.total_minor, i.currency) AS total, MONEY(i.total_minor - coalesce((SELECT sum(x.amount_minor)
  FROM allocation x WHERE x.invoice_id = i.id), 0), i.currency) AS outstanding, i.currency, i.rate, i.external_id,
  i.fields
FROM invoice i JOIN account a ON a.id = i.account_id;

DROP VIEW IF EXISTS v_invoice_line;
CREATE VIEW v_invoice_line AS
SELECT l.id, 'I' || l.invoice_id AS invoice, l.position, p.sku, l.name AS item, QUANTITY(l.quantity) AS quantity, l.unit,
  MONEY(l.price_minor, i.currency) AS price, MONEY(l.net_minor, i.currency) AS net,
  MONEY(l.tax_minor, i.currency) AS tax, i.currency, l.tax_ppm / 10000.0 AS tax_percent, l.service_from, l.service_to
FROM invoice_line l JOIN invoice i ON i.id = l.invoice_id LEFT JOIN product p ON p.id = l.product_id;

DROP VIEW IF EXISTS v_credit_note;
CREATE VIEW v_credit_note AS
SELECT 'N' || n.id AS ref, n.id, n.number, 'I' || n.invoice_id AS invoice, a.name AS account, n.account_id,
  n.issued_on AS issued, n.reason, MONEY(n.net_minor, n.currency) AS net, MONEY(n.tax_minor, n.currency) AS tax,
  MONEY(n.total_minor, n.currency) AS total, n.currency
FROM credit_note n JOIN account a ON a.id = n.account_id;

DROP VIEW IF EXISTS v_payment;
CREATE VIEW v_payment AS
SELECT 'P' || p.id AS ref, p.id, p.direction, p.received_on AS received, a.name AS account, p.account_id, p.order_id,
  p.contract_id, MONEY(p.amount_minor, p.currency) AS amount, MONEY(p.fee_minor, p.currency) AS fee, p.currency,
  p.rate, p.method, p.reference, p.external_id
FROM payment p JOIN account a ON a.id = p.account_id;

DROP VIEW IF EXISTS v_allocation;
CREATE VIEW v_allocation AS
SELECT x.id, x.kind, coalesce('P' || x.payment_id, 'N' || x.credit_note_id) AS source,
  coalesce('I' || x.invoice_id, 'P' || x.refund_id) AS settles, x.on_day AS "on",
  MONEY(x.amount_minor, coalesce(i.currency, p.currency)) AS amount, coalesce(i.currency, p.currency) AS currency
FROM allocation x LEFT JOIN invoice i ON i.id = x.invoice_id LEFT JOIN payment p ON p.id = x.refund_id;

DROP VIEW IF EXISTS v_fx_rate;
CREATE VIEW v_fx_rate AS
SELECT id, base, quote, day, rate FROM fx_rate;
