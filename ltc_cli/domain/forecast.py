"""Forecasts that were kept: what a period was expected to bring, deal by deal, as it was said then."""

from ltc_cli.domain.field import Field
from ltc_cli.domain.query import Source

SOURCE = Source(
    noun="forecast",
    fields=(
        Field("ref", "ref", "'F' || forecast.id"),
        Field("id", "count", "forecast.id", shown=False),
        Field("period", "text", "forecast.period"),
        Field("since", "date", "forecast.since", shown=False),
        Field("until", "date", "forecast.until", shown=False),
        Field("as_of", "date", "forecast.as_of"),
        Field("amount", "money", "forecast.total_minor", currency_sql="forecast.currency"),
        Field("currency", "text", "forecast.currency", shown=False),
        Field("created", "instant", "forecast.created_ms", shown=False),
        Field("body", "json", "forecast.body", shown=False),
    ),
    order="forecast.id DESC",
    title="'F' || forecast.id || '  ' || forecast.period",
    born="forecast.created_ms",
)
