"""The demo: a believable year of a small business, lived through the same verbs that people use.

Every lead is a story, a generator that acts and then says how long nothing happens. The stories are played in the
order of time with the clock standing at each moment, so the file has the history it would have had: operations on
their days, steps in their order. What would come after the last day has not happened yet; that is where open leads,
deals and tasks come from. Each story draws from its own seed, so the year is the same whenever it ends.
"""

import heapq
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from ltc_cli.book import Book
from ltc_cli.clock import DAY_MS, local, local_date, system_clock
from ltc_cli.domain import account, campaign, contact, convert, deal, lead, member, ref, start, task, touch
from ltc_cli.domain.demo import care, cash
from ltc_cli.domain.demo.cash import Story

TODAY = "2026-03-31"
"""The day on which `--demo` stands, so that it shows the same to everyone."""
ZONE = "Europe/Berlin"
LEADS = 150
_HOUR = DAY_MS // 24
_OWNERS = ("Ada", "Mia", "Jonas")

_FIRST = (
    "Anna", "Ben", "Clara", "David", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jan", "Karla", "Leon", "Marta",
    "Nils", "Olga", "Paul", "Rosa", "Sven", "Tilda", "Victor", "Wanda", "Yusuf", "Zoe", "Amir", "Birgit", "Chen",
    "Dario", "Esther", "Farid", "Helga",
)  # fmt: skip
_LAST = (
    "Albrecht", "Baker", "Conti", "Dubois", "Eriksen", "Fischer", "Garcia", "Hoffmann", "Ivanova", "Jansen", "Keller",
    "Lindqvist", "Moreau", "Novak", "Okafor", "Petersen", "Quist", "Rossi", "Schmidt", "Tanaka", "Ullmann", "Vogel",
    "Weber", "Xu", "Yilmaz", "Zimmer",
)  # fmt: skip
_COMPANIES = (
    "Analytical Engines", "Brightwater", "Cedar & Co", "Delta Freight", "Elmwood Clinics", "Fjord Foods",
    "Granite Works", "Harbour & Sons", "Iris Optics", "Juniper Books", "Kestrel Systems", "Lumen", "Meridian Travel",
    "Northwind", "Oakfield", "Pioneer Seeds", "Quarry Bank", "Riverbend Homes", "Saltmarsh Media", "Tern Logistics",
    "Umbra Studios", "Vale Energy", "Westport Tools", "Yarrow Pharma", "Zephyr Bikes",
)  # fmt: skip
_TITLES = ("Pricing audit", "Team workshop", "CRM move", "Data review", "Process mapping", "Sales coaching", "Retainer")
_TALKS = ("talked through the goals", "met the team on site", "went over the numbers", "answered open questions")
_STEPS = ("call about budget", "send the outline", "meet the team", "agree on the scope", "hear their decision")
_COUNTRIES = ("DE", "DE", "DE", "AT", "CH", "FR", "GB", None)
_SHARES = (25, 30, 18, 12, 8, 7)
"""How many of a hundred leads come through each channel of the process, the first first."""
_FITS = (0.62, 0.30, 0.26, 0.40, 0.30, 0.14)
"""How likely a lead of that channel becomes a deal."""


class Person(NamedTuple):
    """Who a lead is about, and who answers."""

    name: str
    company: str
    email: str
    channel: str
    owner: str
    fit: float
    country: str | None


def fill(path: Path, *, today: str | None = None, process: str = start.DEFAULT) -> None:
    """Make the file at `path` and fill it with the year that ends on `today`.

    Raises `Refused` when the file is there already, `NotFound` for an unknown process.
    """
    end_ms = system_clock(ZONE, today or TODAY).now_ms
    begin_ms = end_ms - 365 * DAY_MS
    first_day = local_date(begin_ms, ZONE).isoformat()
    with start.create(
        path,
        process=process,
        currency="EUR",
        timezone=ZONE,
        language="en",
        today=first_day,
        actor=_OWNERS[0],
        fresh=True,
    ) as book:
        book.conn.execute("PRAGMA synchronous=OFF")  # a demo lost to a power cut is made again
        book.conn.execute("PRAGMA journal_mode=MEMORY")
        _found(book)
        _play(book, _stories(book), begin_ms, end_ms)
        book.conn.execute("PRAGMA journal_mode=DELETE")


def _play(book: Book, stories: Iterator[tuple[float, str, Story]], begin_ms: int, end_ms: int) -> None:
    """Live the stories in the order of time, up to the last moment."""
    queue = [
        (_working_hour(begin_ms + int(day * DAY_MS)), turn, who, story)
        for turn, (day, who, story) in enumerate(stories)
    ]
    heapq.heapify(queue)
    now_ms = begin_ms
    while queue and queue[0][0] <= end_ms:
        at_ms, turn, who, story = heapq.heappop(queue)
        now_ms = max(now_ms, at_ms)
        book.actor = who
        book.stand_at(now_ms)
        days = next(story, None)
        if days is not None:
            heapq.heappush(queue, (_working_hour(at_ms + int(days * DAY_MS)), turn, who, story))
    book.warnings.clear()


def _working_hour(at_ms: int) -> int:
    """The same moment, or the next working morning when nobody is at a desk."""
    there = local(at_ms, ZONE)
    if there.hour >= 18:
        at_ms += (24 - there.hour + 8) * _HOUR
    elif there.hour < 8:
        at_ms += (8 - there.hour) * _HOUR
    weekday = local(at_ms, ZONE).weekday()
    return at_ms + (7 - weekday) * DAY_MS if weekday >= 5 else at_ms


def _found(book: Book) -> None:
    """What the business begins with: its people, and what it sells."""
    for name, team in zip(_OWNERS, ("Partners", "Partners", "Delivery"), strict=True):
        member.add(book, {"name": name, "email": f"{name.lower()}@example.com", "team": team})
    cash.found(book)


def _stories(book: Book) -> Iterator[tuple[float, str, Story]]:
    """Every story with the day of the year it begins on and who lives it."""
    process = book.process
    chance = Random("the year")
    weights = _SHARES[: len(process.channels)]
    for number in range(LEADS):
        day = 365 * ((number + chance.random()) / LEADS) ** 0.8  # a business that grows
        place = chance.choices(range(len(weights)), weights)[0]
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        company = chance.choice(_COMPANIES)
        address = f"{first}.{last}{number}@{company.split()[0]}.example".lower()
        owner = chance.choice(_OWNERS)
        person = Person(
            f"{first} {last}", company, address, process.channels[place].id, owner, _FITS[place],
            chance.choice(_COUNTRIES),
        )  # fmt: skip
        yield day, owner, _lead(book, person, Random(f"lead {number}"), day)
    yield 120, "Ada", _campaign(book, "Summer letter", process.channels[-2].id, "2k", 90)
    yield 200, "Ada", _campaign(book, "Autumn evenings", process.channels[-3].id, "3500", 100)
    yield 300, "Mia", _odd_ends(book)
    for begun, words, days in ((350, "prepare the quarterly review", 15), (358, "update the price list", 4)):
        yield begun, "Ada", _chore(book, words, days)
    yield from cash.stories(book)
    yield from care.stories(book)


def _lead(book: Book, person: Person, chance: Random, day: float) -> Story:
    """From the first word: answered or not, worth pursuing or not, and then a deal."""
    values = {"name": person.name, "company": person.company, "email": person.email, "channel": person.channel}
    values |= {"amount": f"{chance.randint(4, 40) * 500}"} if chance.random() < 0.7 else {}
    values |= {"country": person.country} if person.country else {}
    values |= {"tags": "newsletter"} if chance.random() < 0.15 else {}
    values |= {"campaign": name} if (name := _running(book, person.channel)) else {}
    number = lead.add(book, values, owner=person.owner)
    if chance.random() < 0.45:
        touch.add(book, "lead", number, "asks for a first talk", kind="form", inbound=True)
    yield chance.choice((0.05, 0.1, 0.2, 0.3, 1, 2, 4)) if chance.random() < 0.7 or day < 350 else 20
    touch.add(book, "lead", number, "thanked, asked what it is about", kind=chance.choice(("call", "mail")))
    yield chance.uniform(2, 9)
    if chance.random() >= person.fit:
        yield from _end_of_lead(book, number, chance)
        return
    touch.add(book, "lead", number, chance.choice(_TALKS), kind="call")
    lead.advance(book, [number], lead.status_of_kind(book, "qualified"), verb="lead qualify")
    yield chance.uniform(2, 14)
    _tick(book, "lead", number)
    if chance.random() < 0.2:
        yield from _end_of_lead(book, number, chance)
        return
    became = convert.convert(
        book, number, convert.Targets(title=chance.choice(_TITLES)), amount=f"{chance.randint(6, 48) * 500}"
    )
    assert became.deal is not None
    yield from _deal(book, became.deal, chance, day)


def _end_of_lead(book: Book, number: int, chance: Random) -> Story:
    """Kept warm for a while, mostly without fruit."""
    if chance.random() < 0.3:
        lead.advance(book, [number], lead.nurturing(book), verb="lead nurture")
        yield chance.uniform(40, 120)
    yield chance.uniform(3, 25)
    _tick(book, "lead", number)
    reasons = [reason.id for reason in book.process.lead.disqualify_reasons[:4]]
    disqualified = book.process.lead.disqualified
    lead.advance(book, [number], disqualified, verb="lead disqualify", reason=chance.choice(reasons))


def _deal(book: Book, number: int, chance: Random, day: float) -> Story:
    """Through the stages of the pipeline, with talks and next steps, to a yes, a no, or silence."""
    line = book.process.pipelines[0]
    stages = [stage for stage in line.stages if stage.kind == "open"]
    _describe(book, number, chance)
    wait = _next(book, number, chance)
    terms = Random(f"sale {number}")  # of its own, so that what is sold leaves the funnel as it is
    quoting = (place for place, stage in enumerate(stages) if stage.id in ("proposal", "quote", "quotation"))
    asked = next(quoting, len(stages) // 2)
    for place, stage in enumerate(stages[1:], 1):
        yield wait
        touch.add(book, "deal", number, chance.choice(_TALKS), kind=chance.choice(("call", "meeting")))
        if day > 240 and chance.random() < 0.15:  # silence: nobody acts again, and the deal stalls
            return
        if chance.random() < 0.22:
            yield from _lose(book, number, chance, terms)
            return
        if chance.random() < 0.3:
            deal.edit(book, [number], {"amount": f"{chance.randint(6, 52) * 500}"})
        deal.advance(book, [number], stage.id)
        if place >= asked:
            cash.offer(book, number, terms)
        wait = _next(book, number, chance)
        if chance.random() < 0.05:  # back by a stage, and on again
            yield chance.uniform(3, 8)
            deal.advance(book, [number], stages[stages.index(stage) - 1].id)
            yield chance.uniform(3, 8)
            deal.advance(book, [number], stage.id)
    yield wait
    if chance.random() < 0.12:
        yield from _lose(book, number, chance, terms)
        return
    _tick(book, "deal", number)
    yield from cash.fulfil(book, cash.close(book, number, terms), terms)


def _lose(book: Book, number: int, chance: Random, terms: Random) -> Story:
    """A no; now and then they come back."""
    _tick(book, "deal", number)
    reasons = [reason.id for reason in book.process.lost_reasons if reason.counts]
    deal.lose(book, [number], chance.choice(reasons))
    cash.decline(book, number, terms)
    if chance.random() < 0.08:
        yield chance.uniform(20, 60)
        deal.reopen(book, [number])
        yield _next(book, number, chance)
        _tick(book, "deal", number)
        yield from cash.fulfil(book, cash.close(book, number, terms), terms)


def _describe(book: Book, number: int, chance: Random) -> None:
    """Say when it should be decided, and fill the fields the process has of its own."""
    close = book.clock.today + timedelta(days=chance.randint(60, 110))
    values = {"expected_close": close.isoformat()}
    for field in book.process.fields_of("deal"):
        if field.type == "choice":
            values[field.id] = chance.choice(field.choices)
        elif field.type in ("number", "money"):
            values[field.id] = str(chance.randint(2, 20) * 8)
    deal.edit(book, [number], values)


def _next(book: Book, number: int, chance: Random) -> float:
    """Plan the deal's next step, most of the time; the days until it is taken."""
    _tick(book, "deal", number)
    days = chance.uniform(6, 28)
    if chance.random() < 0.85:
        day = local_date(_working_hour(book.clock.now_ms + round(days) * DAY_MS), ZONE)
        with book.operation("note") as step:
            step.about("deal", number)
            touch.add(book, "deal", number, "agreed how to go on")
            task.plan_next(book, step, f"{day} {chance.choice(_STEPS)}")
    return days


def _tick(book: Book, noun: str, number: int) -> None:
    """Tick off what was planned on a record."""
    rows = book.conn.execute(
        "SELECT id FROM task WHERE entity = ? AND entity_id = ? AND done_ms IS NULL", (noun, number)
    ).fetchall()
    if rows:
        task.done(book, "task", [row[0] for row in rows])


def _campaign(book: Book, name: str, channel: str, budget: str, days: int) -> Story:
    """A campaign that runs for some days."""
    today = book.clock.today
    until = (today + timedelta(days=days)).isoformat()
    campaign.add(book, {"name": name, "channel": channel, "since": today.isoformat(), "until": until, "budget": budget})
    return
    yield


def _running(book: Book, channel: str) -> str | None:
    """The campaign that brings leads through this channel today."""
    row = book.conn.execute(
        "SELECT campaign.name FROM campaign JOIN channel ON channel.id = channel_id "
        "WHERE channel.name = ? AND since <= ?2 AND until >= ?2",
        (channel, book.clock.today.isoformat()),
    ).fetchone()
    return str(row[0]) if row else None


def _odd_ends(book: Book) -> Story:
    """What every real file has: a test, a deal opened in error, a person at two companies, a customer of old."""
    lead.add(book, {"name": "Test Test", "email": "test@example.com", "test": "yes"})
    old = account.add(book, {"name": "Sterling Partners", "country": "GB", "tags": "customer of old"})
    again = deal.add(book, {"title": "Yearly review", "account": f"A{old}", "amount": "6k"})
    person = contact.add(book, {"name": "Grace Sterling", "email": "grace@sterling.example"}, account=old, role="owner")
    yield 2
    wrong = deal.add(book, {"title": "Yearly review (again)", "account": f"A{old}", "amount": "6k"})
    yield 1
    deal.void(book, [wrong], "entered twice")
    contact.link(book, person, ref.find(book, "Lumen", "account")[1], "advisor")
    yield 20
    deal.win(book, [again])


def _chore(book: Book, words: str, days: int) -> Story:
    """Something to do that is about no record."""
    task.add(book, words, due=(book.clock.today + timedelta(days=days)).isoformat())
    return
    yield
