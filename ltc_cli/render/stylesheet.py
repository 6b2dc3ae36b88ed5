"""How pages of HTML look: one sheet of A4, on paper black on white, on a screen as light or dark as the rest of it."""

STYLESHEET = """\
:root {
  color-scheme: light dark;
  --paper: #fff; --desk: #eef0f2; --ink: #16191d; --soft: #5f6872; --line: #d9dde2; --accent: #1f4e79;
  --second: #a3470f; --wash: #f5f7f9;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1b1e22; --desk: #111316; --ink: #e8eaed; --soft: #9aa3ad; --line: #353a41; --accent: #8fbbe6;
    --second: #f0a878; --wash: #23272c;
  }
}
@page {
  size: A4; margin: 18mm 18mm 20mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #5f6872; }
}
html { font-size: 14px; }
* { box-sizing: border-box; margin: 0; padding: 0; }
body {
  background: var(--desk); color: var(--ink); padding: 1.75rem;
  font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei",
    "Noto Sans CJK SC", "Noto Sans Hebrew", "Noto Sans Arabic", sans-serif;
  font-variant-numeric: tabular-nums lining-nums; overflow-wrap: anywhere;
}
.sheet {
  display: flex; flex-direction: column; max-width: 210mm; min-height: 297mm; margin: 0 auto; padding: 18mm;
  background: var(--paper); border-radius: 3px; box-shadow: 0 1px 3px rgb(0 0 0 / 12%), 0 8px 32px rgb(0 0 0 / 8%);
}
.head p { color: var(--soft); margin-top: .3rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin-top: .8rem; list-style: none; }
a { color: var(--accent); text-underline-offset: .2em; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(10rem, 1fr)); gap: .8rem; }
.cards { margin-top: 1.5rem; }
.cards div { display: block; padding: .7rem .9rem; background: var(--wash); border-radius: 3px; break-inside: avoid; }
.cards dt { white-space: normal; }
.cards dd:nth-of-type(1) { font-size: 1.2rem; font-weight: 650; white-space: nowrap; }
.basis { color: var(--soft); font-size: .925rem; }
.part { margin-top: 2rem; border-top: 1px solid var(--line); }
.part h2 { margin-top: 1.4rem; }
.part .both { display: grid; gap: 1rem 2.5rem; align-items: start; }
.part .both > * { min-width: 0; }
.part .lines { margin-top: 1rem; font-size: .925rem; }
.part .lines th, .part .lines td { padding-block: .3rem; }
.part .lines td:first-child { white-space: nowrap; }
.part .note { margin-top: .5rem; color: var(--soft); font-size: .85rem; }
.part .rest { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .15rem 2rem; }
.part .rest { margin-top: .8rem; }
.scroll { overflow-x: auto; }
figure { margin-top: 1rem; max-width: 33rem; break-inside: avoid; }
figcaption { color: var(--soft); font-size: .925rem; margin-bottom: .3rem; }
svg { display: block; width: 100%; height: auto; }
@media (min-width: 1000px) { .part .drawn { grid-template-columns: 5fr 6fr; } }
.page, .board { max-width: 1200px; min-height: 0; overflow-wrap: break-word; }
.page dl { margin-top: 1rem; }
.page dl div { justify-content: flex-start; }
.page dt { min-width: 9rem; }
.page .facts dd { text-align: start; }
.page .lines { margin-top: 1rem; }
h1 { font-size: 1.85rem; line-height: 1.2; font-weight: 650; letter-spacing: -.01em; }
h2 { font-size: 1.1rem; margin: 1.75rem 0 .3rem; }
small { display: block; color: var(--soft); font-size: .85rem; }
address { font-style: normal; }
address strong, address span { display: block; }
.top { display: flex; justify-content: space-between; gap: 2.25rem; }
.sender strong { font-size: 1.2rem; }
.sender span { color: var(--soft); font-size: .85rem; }
.sender { max-width: 58%; }
.what { text-align: end; }
.what h1 { color: var(--accent); }
.number { font-size: 1.2rem; }
.stamp {
  display: inline-block; margin-top: .6rem; padding: 1px .7rem; border: 1.5px solid; border-radius: 3px;
  color: var(--accent); font-size: .925rem; font-weight: 650; letter-spacing: .06em; text-transform: uppercase;
}
.who { display: flex; justify-content: space-between; gap: 2.25rem; margin-top: 3.25rem; }
.recipient { max-width: 56%; }
.recipient strong { font-size: 1.05rem; }
dl { font-size: .925rem; }
dl div { display: flex; justify-content: space-between; gap: 1.4rem; }
dt { color: var(--soft); white-space: nowrap; }
.who .facts { max-width: 42%; }
.facts dd { text-align: end; }
.message { margin-top: 2.25rem; white-space: pre-line; }
table { border-collapse: collapse; }
.lines, .settled { width: 100%; margin-top: 2.25rem; }
th, td { padding: .5rem 0 .5rem 1.1rem; text-align: start; vertical-align: top; }
th:first-child, td:first-child { padding-inline-start: 0; }
thead th { border-bottom: 1.5px solid var(--ink); color: var(--soft); font-size: .85rem; font-weight: 500; }
.lines td, .settled td { border-bottom: 1px solid var(--line); }
.lines thead th { white-space: normal; vertical-align: bottom; }
.lines tfoot th, .lines tfoot td { border-top: 1.5px solid var(--ink); border-bottom: 0; font-weight: 650; }
.lines tbody tr:last-child td { border-bottom: 0; }
tr { break-inside: avoid; }
.right { text-align: end; }
.right, .keep { white-space: nowrap; }
.wide { width: 99%; }
.lines .wide { min-width: 11rem; }
.sums { align-self: flex-end; min-width: 45%; margin: .85rem 0 0 auto; break-inside: avoid; }
.sums th { color: var(--soft); font-weight: 400; padding-block: 3px; }
.sums td { text-align: end; padding: 3px 0 3px 2.25rem; white-space: nowrap; }
.sums .strong th, .sums .strong td {
  border-top: 1.5px solid var(--ink); padding-block: .5rem .35rem; color: var(--ink);
  font-size: 1.2rem; font-weight: 650;
}
.settlement { break-inside: avoid; }
.settled { margin-top: 1.4rem; font-size: .925rem; }
.settled th, .settled td { padding-block: .3rem; }
.settled thead th { border-bottom: 1px solid var(--line); }
.payment {
  display: grid; grid-template-columns: repeat(3, auto); gap: .7rem 2rem;
  margin-top: 2.25rem; padding: 1rem 1.3rem; background: var(--wash); border-inline-start: 3px solid var(--accent);
  break-inside: avoid;
}
.payment div { display: block; }
.payment dt { font-size: .85rem; }
.payment dd { font-weight: 600; white-space: pre-line; }
.note { margin-top: 1.4rem; white-space: pre-line; }
.board > .note { margin-top: .8rem; color: var(--soft); font-size: .85rem; }
.board > .note + .note { margin-top: .2rem; }
footer {
  margin-top: auto; padding-top: 2.8rem; color: var(--soft); font-size: .8rem; text-align: center;
  break-before: avoid; break-inside: avoid;
}
footer p { border-top: 1px solid var(--line); padding-top: .7rem; white-space: normal; }
footer p + p { border: 0; padding-top: 2px; white-space: pre-line; }
footer i { font-style: normal; margin: 0 .3rem; }
@media (max-width: 640px) {
  body { padding: 0; }
  .sheet { padding: 1.4rem; min-height: 100vh; border-radius: 0; }
  .who { flex-direction: column; margin-top: 2rem; }
  .recipient, .who .facts { max-width: none; }
  th, td { padding-inline-start: .6rem; }
  .lines .wide { min-width: 7rem; }
  .payment { grid-template-columns: repeat(2, auto); }
}
@media print {
  :root {
    color-scheme: light;
    --paper: #fff; --desk: #fff; --ink: #000; --soft: #4a5159; --line: #c9ced4; --accent: #1f4e79; --second: #a3470f;
    --wash: #f5f7f9;
  }
  html { font-size: 9pt; }
  body { padding: 0; }
  .sheet { max-width: none; min-height: 255mm; padding: 0; box-shadow: none; border-radius: 0; }
  .who { margin-top: 2.25rem; }
  .message, .lines, .payment { margin-top: 1.75rem; }
  .settled { margin-top: 1rem; }
  .lines th, .lines td { padding-block: .35rem; }
  footer { padding-top: 1.75rem; }
  nav { display: none; }
  .scroll { overflow: visible; }
  .part .lines { font-size: 8pt; }
  .part .lines th, .part .lines td { padding-inline-start: .6rem; }
  figure { max-width: 30rem; }
  h2, .basis, figcaption { break-after: avoid; }
  tfoot { display: table-row-group; }
  .cards div, svg, .payment { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
