"""The process as frozen values: what a company calls its stages, fields, channels and rules.

Ids are stable and ASCII; labels are what people read, in any language, and are accepted wherever an id is.
The rank of a status or a stage is its place in the list.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol, TypeVar

LEAD_KINDS = ("new", "working", "qualified")
DEAL_KINDS = ("open", "won", "lost", "void")
FORECASTS = ("pipeline", "best_case", "commit", "omitted")
FIELD_TYPES = ("text", "number", "money", "date", "choice", "yesno")
NOUNS = (
    "lead", "account", "contact", "deal", "member", "campaign", "product", "quote", "contract", "order", "invoice",
    "cost",
)  # fmt: skip
"""Nouns that can have custom fields."""


class Named(Protocol):
    """Anything people call by an id or a label."""

    @property
    def id(self) -> str: ...
    @property
    def labels(self) -> Mapping[str, str]: ...


N = TypeVar("N", bound=Named)


class Status(NamedTuple):
    """A status of leads."""

    id: str
    kind: str
    """new, working, qualified; the built-in last ones are converted and disqualified."""
    labels: Mapping[str, str] = {}
    stale_after: int | None = None
    """Days without a touch or step after which a lead there is stale."""
    was: str | None = None
    """The id it had before a renaming."""


class Reason(NamedTuple):
    """Why a lead was disqualified or a deal lost."""

    id: str
    labels: Mapping[str, str] = {}
    counts: bool = True
    """False: the deal leaves the win rate's denominator (a duplicate, a test)."""


class LeadProcess(NamedTuple):
    """How leads are worked."""

    statuses: tuple[Status, ...]
    """The open ones, in order; the first is of kind new, at least one is of kind qualified."""
    converted: Status
    disqualified: Status
    disqualify_reasons: tuple[Reason, ...] = ()
    reopen_after: int = 180
    """Days after which someone who writes again is a new lead."""

    @property
    def all(self) -> tuple[Status, ...]:
        """Every status, the built-in ones last."""
        return (*self.statuses, self.converted, self.disqualified)

    def find_status(self, text: str) -> Status | None:
        """The status with this id or label."""
        return find(self.all, text)

    def find_reason(self, text: str) -> Reason | None:
        """The reason to disqualify with this id or label."""
        return find(self.disqualify_reasons, text)


class Stage(NamedTuple):
    """A stage of a pipeline."""

    id: str
    kind: str
    """open, won, lost or void."""
    labels: Mapping[str, str] = {}
    probability: int = 0
    """Chance of winning, in whole percent."""
    forecast: str = "pipeline"
    """pipeline, best_case, commit or omitted."""
    requires: tuple[str, ...] = ()
    """Fields a deal must have to enter."""
    stale_after: int | None = None
    """Days in the stage after which a deal is stalled."""
    was: str | None = None
    """The id it had before a renaming."""


class Pipeline(NamedTuple):
    """The stages deals go through, in order: open ones first; exactly one is won, one lost, one void."""

    id: str
    stages: tuple[Stage, ...]
    labels: Mapping[str, str] = {}
    was: str | None = None
    """The id it had before a renaming."""

    def find_stage(self, text: str) -> Stage | None:
        """The stage with this id or label."""
        return find(self.stages, text)

    def stage_of_kind(self, kind: str) -> Stage:
        """The first stage of a kind: where a deal begins ("open") or ends."""
        return next(stage for stage in self.stages if stage.kind == kind)


class Pool(NamedTuple):
    """Whether records may wait for an owner, and the rules for that."""

    on: bool = False
    recycle_after: int | None = None
    """Days without a touch after which an owner loses a record."""
    limit: int | None = None
    """Open leads one owner may hold."""


class Channel(NamedTuple):
    """Where leads come from."""

    id: str
    aliases: tuple[str, ...] = ()
    labels: Mapping[str, str] = {}


class CustomField(NamedTuple):
    """A field the process adds to a noun."""

    id: str
    type: str
    """text, number, money, date, choice or yesno."""
    labels: Mapping[str, str] = {}
    choices: tuple[str, ...] = ()
    required: bool = False
    was: str | None = None
    """The id it had before a renaming."""

    def answers_to(self, text: str) -> bool:
        """Whether people call it so."""
        return find((self,), text) is not None

    def find_choice(self, text: str) -> str | None:
        """The choice meant, whatever its case."""
        wanted = _folded(text)
        return next((choice for choice in self.choices if _folded(choice) == wanted), None)


class FollowUp(NamedTuple):
    """A rule that makes a task: when a record enters a stage, or has stayed there for some days."""

    noun: str
    """lead or deal."""
    stage: str
    """The id of a status or of a stage; in every pipeline that has it."""
    task: str
    after: int | None = None
    """Days in the stage before the task is there; None: on entering. Worked out when read."""
    due: int | None = None
    """Days from then to the task's due date."""
    owner: str | None = None
    """Whose task it is; None: whoever did the step."""

    @property
    def enters(self) -> str | None:
        """The stage whose entry makes the task."""
        return self.stage if self.after is None else None


class Tax(NamedTuple):
    """A tax rate by name."""

    id: str
    rate: str
    """An exact percentage: "19"."""


class Target(NamedTuple):
    """What a figure should reach in a period."""

    metric: str
    period: str
    """2026, 2026-Q1, FY2026-Q1, 2026-03; or every month, quarter or year."""
    value: str
    """An exact decimal."""


class Value(NamedTuple):
    """What the value of customers is worked out with; exact percentages, as in Tax."""

    margin: str | None = None
    """The gross margin of what has no cost of its own; None: it is not known."""
    discount: str = "10"
    """How much less money is worth for each year one has to wait for it."""


SCORES = 5
"""The best score of a customer's recency and frequency; the worst is 1."""


class Segment(NamedTuple):
    """Customers whose scores of recency and frequency lie in two ranges, both ends included."""

    id: str
    recency: tuple[int, int]
    frequency: tuple[int, int]
    labels: Mapping[str, str] = {}


SEGMENTS = (
    Segment("champions", (4, 5), (4, 5)),
    Segment("loyal", (3, 3), (4, 5)),
    Segment("promising", (4, 5), (2, 3)),
    Segment("new", (4, 5), (1, 1)),
    Segment("needs_attention", (3, 3), (2, 3)),
    Segment("about_to_sleep", (3, 3), (1, 1)),
    Segment("not_to_lose", (1, 2), (4, 5)),
    Segment("at_risk", (1, 2), (2, 3)),
    Segment("lost", (1, 2), (1, 1)),
)
"""Those of a process that names none."""


class Cuts(NamedTuple):
    """Where reports cut."""

    aging: tuple[int, ...] = (30, 60, 90)
    """The last days past due of the buckets; what is later has one of its own."""
    satisfied: Mapping[str, int] = {}
    """By scale ("1-5"), the lowest score that is satisfied; of other scales the two highest are."""
    segments: tuple[Segment, ...] = SEGMENTS
    """Every pair of scores is in one."""


class Process(NamedTuple):
    """Everything a company may change without code."""

    lead: LeadProcess
    pipelines: tuple[Pipeline, ...]
    """The first is where deals go when nobody says."""
    name: str = ""
    currency: str | None = None
    timezone: str | None = None
    country: str | None = None
    language: str | None = None
    fiscal_year_start: int = 1
    """The month."""
    lost_reasons: tuple[Reason, ...] = ()
    channels: tuple[Channel, ...] = ()
    pool: Pool = Pool()
    fields: Mapping[str, tuple[CustomField, ...]] = {}
    follow_ups: tuple[FollowUp, ...] = ()
    taxes: tuple[Tax, ...] = ()
    default_tax: str | None = None
    """The tax of a line that names none; None: no tax."""
    company: Mapping[str, str] = {}
    """What documents say about the company; the lines of its address are parted by newlines."""
    numbers: Mapping[str, str] = {}
    """Formats of document numbers, by series: "INV-{year}-{number:04}"."""
    targets: tuple[Target, ...] = ()
    value: Value = Value()
    reports: Cuts = Cuts()

    def fields_of(self, noun: str) -> tuple[CustomField, ...]:
        """The custom fields of a noun."""
        return self.fields.get("order" if noun == "sales_order" else noun, ())

    def find_pipeline(self, text: str) -> Pipeline | None:
        """The pipeline with this id or label."""
        return find(self.pipelines, text)

    def find_lost_reason(self, text: str) -> Reason | None:
        """The reason to lose with this id or label."""
        return find(self.lost_reasons, text)

    def find_channel(self, text: str) -> Channel | None:
        """The channel with this id, label or alias."""
        wanted = _folded(text)
        also = (item for item in self.channels if wanted in map(_folded, item.aliases))
        return find(self.channels, text) or next(also, None)

    def find_tax(self, text: str | None) -> Tax | None:
        """The tax of this name; for None the default one."""
        wanted = _folded(text if text is not None else self.default_tax or "")
        return next((tax for tax in self.taxes if tax.id == wanted), None)

    def not_counted(self) -> frozenset[str]:
        """Ids of the lost reasons that leave the win rate."""
        return frozenset(reason.id for reason in self.lost_reasons if not reason.counts)


def find(named: Iterable[N], text: str) -> N | None:
    """The one with this id or label, whatever its case and blanks; an id goes before a label."""
    wanted = _folded(text)
    known = tuple(named)
    for item in known:
        if item.id == wanted or item.id.replace("_", " ") == wanted:
            return item
    return next((item for item in known if wanted in map(_folded, item.labels.values())), None)


def label(item: Named, language: str | None) -> str:
    """What to call it in a language: its label there, its English one, any it has, or its id with blanks."""
    labels = item.labels
    return labels.get(language or "en") or labels.get("en") or next(iter(labels.values()), item.id.replace("_", " "))


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
