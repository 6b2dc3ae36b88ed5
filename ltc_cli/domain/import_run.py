"""Import runs: which file was taken in when, and what became of its rows."""

from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source

SOURCE = Source(
    noun="import_run",
    fields=(
        Field("ref", "ref", "'R' || import_run.id"),
        Field("id", "count", "import_run.id", shown=False),
        Field("noun", "text", "import_run.noun"),
        Field("source", "text", "import_run.source"),
        Field("read", "count", "import_run.read"),
        Field("new", "count", "import_run.new"),
        Field("updated", "count", "import_run.updated"),
        Field("unchanged", "count", "import_run.unchanged"),
        Field("rejected", "count", "import_run.rejected"),
        Field("created", "instant", "import_run.created_ms"),
        Field("sha256", "text", "import_run.sha256", shown=False),
        Field("mapping", "json", "import_run.mapping", shown=False),
    ),
    order="import_run.id DESC",
    title="'R' || import_run.id || '  ' || import_run.source",
    born="import_run.created_ms",
)
