"""A document to render, and one whose every text is hostile."""

from ltc_cli.shape import Column, Document, Fact, Grid, Party, Record, Sum
from tests.render.samples import NASTY

RECORD = Record(
    "invoice", (Column("ref", "ref"), Column("total", "money"), Column("currency", shown=False)), ("I7", 119000, "EUR")
)
INVOICE = Document(
    record=RECORD,
    language="en",
    heading="Invoice",
    number="2026-0007",
    stamp="Draft",
    sender=Party("Analytical Engines", ("Babbage Street 12", "London")),
    recipient=Party("Lumen", ("5 Harbour Road",), (Fact("Tax number", "GB99"),)),
    facts=(Fact("Date", "31 March 2026"), Fact("Due", "30 April 2026")),
    message="For March.",
    lines=Grid(
        ("#", "Item", "Quantity", "Amount"),
        (("1", "Audit\n2 – 13 March 2026", "1", "900.00"), ("2", "Help", "2.5", "100.00")),
        frozenset({0, 2, 3}),
        1,
    ),
    sums=(Sum("Net", "1,000.00"), Sum("Tax 19%", "190.00"), Sum("Total", "EUR 1,190.00", strong=True)),
    settled=Grid(("Date", "Settled by", "Amount"), (("1 April 2026", "Payment P1", "-190.00"),), frozenset({2}), 1),
    balance=(Sum("Open", "EUR 1,000.00", strong=True),),
    payment=(Fact("Please pay", "EUR 1,000.00"), Fact("Bank", "Harbour Bank\nBIC COBADEFFXXX")),
    notes=("Thank you.",),
    footer=(Fact("Email", "a@b.example"), Fact("", "Registered in London.")),
)


def named(name: str) -> Document:
    """The invoice with a name wherever one may stand."""
    fact = (Fact(name, name),)
    return INVOICE._replace(
        heading=name, number=name, stamp=name, sender=Party(name, (name,), fact), recipient=Party(name, (name,), fact),
        facts=fact, message=name, lines=Grid((name, name), ((name, f"{name}\n{name}"),), frozenset({1})),
        sums=(Sum(name, name, strong=True),), settled=Grid((name, name), ((name, name),)), balance=(Sum(name, name),),
        payment=fact, notes=(name,), footer=(*fact, Fact("", name)),
    )  # fmt: skip


HOSTILE = [
    named(name) for name in (*NASTY, "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style>&lt;")
]
