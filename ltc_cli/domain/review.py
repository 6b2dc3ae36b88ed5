"""Reviews that were held: every figure as it was told then, which nothing changes later."""

from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source

SOURCE = Source(
    noun="review",
    fields=(
        Field("ref", "ref", "'V' || review.id"),
        Field("id", "count", "review.id", shown=False),
        Field("period", "text", "review.period"),
        Field("since", "date", "review.since", shown=False),
        Field("until", "date", "review.until", shown=False),
        Field("as_of", "date", "review.as_of"),
        Field("figures", "count", "json_array_length(review.body, '$.figures')"),
        Field("signals", "count", "json_extract(review.body, '$.signals')"),
        Field("slowest", "text", "json_extract(review.body, '$.slowest')"),
        Field("leakiest", "text", "json_extract(review.body, '$.leakiest')"),
        Field("findings", "count", "json_extract(review.body, '$.findings')"),
        Field(
            "actions",
            "count",
            "(SELECT count(*) FROM task t WHERE t.entity = 'review' AND t.entity_id = review.id)",
        ),
        Field("head", "text", "review.head", shown=False),
        Field("created", "instant", "review.created_ms", shown=False),
    ),
    order="review.id DESC",
    title="'V' || review.id || '  ' || review.period",
    born="review.created_ms",
)
