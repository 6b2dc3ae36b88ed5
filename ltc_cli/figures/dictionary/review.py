"""Reviews: what they froze, and what became of it."""

from ltc_cli.metrics import Metric

ENTRIES = (
    Metric(
        name="restated",
        figures=(),
        module="frozen",
        question="what changed since we reviewed it?",
        title="Restated since the review",
        definition="Each figure of the newest review (or of those of the period asked for) that is another when it is "
        "worked out today for the same day: by late invoices, merges, reversed wins or corrections that were recorded "
        "since. --rows lists the operations recorded since. A review itself never changes.",
        formula="figure as frozen ≠ figure of the same period as of the same day, from what is known now",
        authority="metric dictionary A9 and G3",
        basis="snapshot",
        bases=("snapshot",),
        filters=False,
    ),
)
