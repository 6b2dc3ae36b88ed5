"""How pages of HTML look: one sheet of A4, on paper black on white, on a screen as light or dark as the rest of it."""

STYLESHEET = """\
:root {
  color-scheme: light dark;
  --paper: #fff; --desk: #eef0f2; --ink: #16191d; --soft: #5f6872; --line: #d9dde2; --accent: #1f4e79; --wash: #f5f7f9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1b1e22; --desk: #111316; --ink: #e8eaed; --soft: #9aa3ad; --line: #353a41; --accent: #8fbbe6;
    --wash: #23272c;
  }
}
@page {
  size: A4; margin: 18mm 18mm 20mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #5f6872; }
}
* { box-sizing: border-box; margin: 0; padding: 0; }
body {
  background: var(--desk); color: var(--ink); padding: 24px;
  font: 14px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans Hebrew", "Noto Sans Arabic", sans-serif;
  font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere;
}
.sheet {
  display: flex; flex-direction: column; max-width: 210mm; min-height: 297mm; margin: 0 auto; padding: 18mm;
  background: var(--paper); border-radius: 3px; box-shadow: 0 1px 3px rgb(0 0 0 / 12%), 0 8px 32px rgb(0 0 0 / 8%);
}
h1 { font-size: 26px; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; }
h2 { font-size: 16px; margin: 24px 0 4px; }
small { display: block; color: var(--soft); font-size: 12px; }
address { font-style: normal; }
address strong, address span { display: block; }
.top { display: flex; justify-content: space-between; gap: 32px; }
.sender strong { font-size: 17px; }
.sender span { color: var(--soft); font-size: 12px; }
.sender { max-width: 58%; }
.what { text-align: end; }
.what h1 { color: var(--accent); }
.number { font-size: 17px; }
.stamp {
  display: inline-block; margin-top: 8px; padding: 1px 10px; border: 1.5px solid; border-radius: 3px;
  color: var(--accent); font-size: 13px; font-weight: 650; letter-spacing: .06em; text-transform: uppercase;
}
.who { display: flex; justify-content: space-between; gap: 32px; margin-top: 44px; }
.recipient { max-width: 56%; }
.recipient strong { font-size: 15px; }
dl { font-size: 13px; }
dl div { display: flex; justify-content: space-between; gap: 20px; }
dt { color: var(--soft); white-space: nowrap; }
.facts dd { text-align: end; }
.message { margin-top: 32px; white-space: pre-line; }
table { border-collapse: collapse; }
.lines, .settled { width: 100%; margin-top: 32px; }
th, td { padding: 7px 0 7px 16px; text-align: start; vertical-align: top; }
th:first-child, td:first-child { padding-inline-start: 0; }
thead th { border-bottom: 1.5px solid var(--ink); color: var(--soft); font-size: 12px; font-weight: 500; }
tbody td { border-bottom: 1px solid var(--line); }
tr { break-inside: avoid; }
.right { text-align: end; white-space: nowrap; }
.wide { width: 99%; min-width: 120px; }
.lines .wide { min-width: 180px; }
.sums { align-self: flex-end; margin: 12px 0 0 auto; break-inside: avoid; }
.sums th { color: var(--soft); font-weight: 400; padding-block: 3px; }
.sums td { text-align: end; padding: 3px 0 3px 32px; white-space: nowrap; }
.sums .strong th, .sums .strong td {
  border-top: 1.5px solid var(--ink); padding-block: 7px 5px; color: var(--ink); font-size: 17px; font-weight: 650;
}
.settlement { break-inside: avoid; }
.settled { margin-top: 20px; font-size: 13px; }
.settled th, .settled td { padding-block: 4px; }
.payment {
  display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, auto)); gap: 10px 28px;
  margin-top: 32px; padding: 14px 18px; background: var(--wash); border-inline-start: 3px solid var(--accent);
  break-inside: avoid;
}
.payment div { display: block; }
.payment dt { font-size: 12px; }
.payment dd { font-weight: 600; }
.note { margin-top: 20px; white-space: pre-line; }
footer {
  margin-top: auto; padding-top: 40px; color: var(--soft); font-size: 11.5px; text-align: center;
  white-space: pre-line; break-inside: avoid;
}
footer p { border-top: 1px solid var(--line); padding-top: 10px; white-space: normal; }
footer p + p { border: 0; padding-top: 2px; white-space: pre-line; }
footer i { font-style: normal; margin: 0 4px; }
@media (max-width: 640px) {
  body { padding: 0; }
  .sheet { padding: 20px; min-height: 100vh; border-radius: 0; }
  .who { flex-direction: column; margin-top: 28px; }
  .recipient { max-width: none; }
  th, td { padding-inline-start: 8px; }
  .lines .wide { min-width: 96px; }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --desk: #fff; --ink: #000; --soft: #4a5159; --line: #c9ced4; --accent: #1f4e79; --wash: #f5f7f9;
  }
  body { padding: 0; font-size: 10pt; }
  .sheet { max-width: none; min-height: 255mm; padding: 0; box-shadow: none; border-radius: 0; }
  .payment { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
