"""A process file is read whole or refused whole, and every mistake in it is told with its line and key."""

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ltc_cli.errors import BadProcess, NotFound
from ltc_cli.process import (
    Channel,
    CustomField,
    FollowUp,
    Pipeline,
    Pool,
    Process,
    Reason,
    Stage,
    Status,
    Target,
    Tax,
    Value,
    from_yaml,
    read_file,
)
from ltc_cli.process.agree import DEAL_FIELDS
from ltc_cli.process.model import NOUNS, Cuts, Segment
from ltc_cli.process.read import taken

SMALL = """\
lead:
  statuses:
    new:
    qualified:
pipelines:
  sales:
    stages:
      talk: {probability: 20%}
"""
"""Eight lines that make a process; what a test adds begins on line 9."""

KEYS = (
    "name, language, country, currency, timezone, fiscal_year_start, company, taxes, default_tax, numbers, channels, "
    "lead, pool, pipelines, lost_reasons, fields, follow_ups, targets, value, reports"
)


def read(more: str) -> Process:
    return from_yaml(SMALL + more, "p.yaml")


def test_smallest_process() -> None:
    """What is left out has its usual value, and a pipeline gets the stages that end a deal."""
    process = read("")
    assert process.lead.statuses == (Status("new", "new"), Status("qualified", "qualified"))
    assert process.lead.reopen_after == 180
    assert [status.id for status in process.lead.all] == ["new", "qualified", "converted", "disqualified"]
    stages = process.pipelines[0].stages
    assert [(stage.id, stage.kind, stage.probability, stage.forecast) for stage in stages] == [
        ("talk", "open", 20, "pipeline"),
        ("won", "won", 100, "commit"),
        ("lost", "lost", 0, "omitted"),
        ("void", "void", 0, "omitted"),
    ]
    assert process.pool == Pool(on=False)
    assert (process.currency, process.timezone, process.fiscal_year_start) == (None, None, 1)


def test_every_part() -> None:
    """Each key of the file lands in its field."""
    process = read("""\
name: Ours
language: de
country: DE
currency: EUR
timezone: Europe/Berlin
fiscal_year_start: 4
company: {name: Ours GmbH, address: [Hauptstr. 1, Berlin], iban: DE89}
taxes: {standard: 19%, export: 0.00, low: {rate: 5.50}}
default_tax: standard
numbers: {invoice: "{year}-{n:04}"}
channels:
  web: {label: Netz, aliases: homepage}
  fair:
pool: {on: yes, recycle_after: 30 days, limit: 50}
lost_reasons:
  price: Preis
  test: {counts: no}
fields:
  deal:
    size: {label: {en: Size, de: Größe}, choices: [small, large], required: true}
    hours: number
follow_ups:
  - {noun: lead, enters: new, task: Call, due: +2d}
  - {noun: deal, stays: 14 days in talk, task: Ask, owner: Ada}
targets:
  - {metric: bookings, period: 2026-Q1, value: 50000}
value: {margin: 40%, discount: 7.50}
reports:
  aging: [15, 60]
  satisfied: {1-5: 5, 0-10: 8}
  segments:
    best: {label: Beste, recency: 4-5, frequency: 1-5}
    others: {recency: 1-3, frequency: 1-5}
""")
    assert process[2:7] == ("Ours", "EUR", "Europe/Berlin", "DE", "de")
    assert process.fiscal_year_start == 4
    assert process.company == {"name": "Ours GmbH", "address": "Hauptstr. 1\nBerlin", "iban": "DE89"}
    assert process.taxes == (Tax("standard", "19"), Tax("export", "0"), Tax("low", "5.5"))
    assert process.find_tax(None) == Tax("standard", "19")
    assert process.numbers == {"invoice": "{year}-{n:04}"}
    assert process.channels == (Channel("web", ("homepage",), {"de": "Netz"}), Channel("fair"))
    assert process.pool == Pool(on=True, recycle_after=30, limit=50)
    assert process.lost_reasons == (Reason("price", {"de": "Preis"}), Reason("test", {}, counts=False))
    assert process.not_counted() == {"test"}
    assert process.fields_of("deal") == (
        CustomField("size", "choice", {"en": "Size", "de": "Größe"}, ("small", "large"), required=True),
        CustomField("hours", "number"),
    )
    assert process.follow_ups == (
        FollowUp("lead", "new", "Call", due=2),
        FollowUp("deal", "talk", "Ask", after=14, owner="Ada"),
    )
    assert process.targets == (Target("bookings", "2026-Q1", "50000"),)
    assert process.value == Value("40", "7.5")
    assert read("").value == Value(None, "10")
    best = Segment("best", (4, 5), (1, 5), {"de": "Beste"})
    assert process.reports == Cuts((15, 60), {"1-5": 5, "0-10": 8}, (best, Segment("others", (1, 3), (1, 5))))
    assert read("").reports == Cuts()


def test_built_in_statuses_take_a_label() -> None:
    """Converted and disqualified may be called something else."""
    text = SMALL.replace("    qualified:\n", "    qualified:\n    converted: Customer\n    disqualified: Dropped\n")
    lead = from_yaml(text, "p.yaml").lead
    assert lead.converted == Status("converted", "converted", {"en": "Customer"})
    assert lead.find_status("dropped") == lead.disqualified
    assert [status.id for status in lead.statuses] == ["new", "qualified"]


def test_own_last_stages() -> None:
    """Stages that end a deal may have ids of their own; only what is missing is added."""
    text = SMALL + "      signed: {kind: won}\n      gone: {kind: lost, label: Gone}\n"
    stages = from_yaml(text, "p.yaml").pipelines[0].stages
    assert [(stage.id, stage.kind) for stage in stages] == [
        ("talk", "open"),
        ("signed", "won"),
        ("gone", "lost"),
        ("void", "void"),
    ]


@pytest.mark.parametrize(
    "word", ["no", "on", "0123", "1:30", "2026-02-30", "1e3", "null and void", "~x", "0x1F", "=", "12.50"]
)
def test_texts_stay_as_written(word: str) -> None:
    """YAML guesses at plain words; ltc does not."""
    process = read(f"name: {word}\nlost_reasons:\n  why: {word}\n")
    assert process.name == word
    assert process.lost_reasons == (Reason("why", {"en": word}),)


@pytest.mark.parametrize("blank", ["", " ~", " null", "   # a comment"])
def test_nothing_written_is_left_out(blank: str) -> None:
    """A key with nothing behind it is as good as no key."""
    assert read(f"currency:{blank}\ncompany:{blank}\n") == read("")


@pytest.mark.parametrize(
    ("more", "what", "hint"),
    [
        ("pipelnes: {}", "pipelnes: there is no such key.", "Did you mean pipelines?"),
        ("zzz: {}", "zzz: there is no such key.", f"Keys here: {KEYS}"),
        ("<<: {a: b}", "<<: there is no such key.", f"Keys here: {KEYS}"),
        ('"a\\nb": 1', "'a\\nb': there is no such key.", f"Keys here: {KEYS}"),
        ("name: a\nname: b", None, "The first is on line 9."),
        ("name: [a]", "name: this should be a text, not a list or mapping.", None),
        ("name: ''", "name: this is empty.", "Write a text, or leave the key out."),
        ('name: "a\\eb"', "name: 'a\\x1bb' holds a line break, a control character or an invisible one.", None),
        ('name: "\\uD800"', "name: '\\ud800' holds a line break, a control character or an invisible one.", None),
        ("name: " + "x" * 201, "name: this has 201 characters; 200 are the most.", None),
        ("currency: EURO", "currency: there is no currency 'EURO'.", "Did you mean EUR?"),
        ("timezone: Europe/Berln", "timezone: there is no time zone 'Europe/Berln'.", "Did you mean Europe/Berlin?"),
        ("country: Germany", "country: 'Germany' is not a country.", "Write its two letters, such as DE or CN."),
        ("language: german", "language: 'german' is not a language.", "Write a code such as en or zh."),
        ("fiscal_year_start: 13", "fiscal_year_start: '13' is not a whole number from 1 to 12.", None),
        ("fiscal_year_start: 0x4", "fiscal_year_start: '0x4' is not a whole number from 1 to 12.", None),
        ("pool: yes", "pool: this should be a mapping of keys to values.", "Keys: on, recycle_after, limit"),
        ("pool: {on: maybe}", "pool.on: 'maybe' is neither yes nor no.", None),
        ("pool: {limit: 0}", "pool.limit: '0' is not a whole number from 1 to 100000.", None),
        (
            "pool: {recycle_after: 3 weeks}",
            "pool.recycle_after: '3 weeks' is not a number of days from 1 to 3650.",
            None,
        ),
        ("taxes: {vat: 101}", "taxes.vat.rate: '101' is not a percentage.", "Write 19 or 8.875%."),
        ("taxes: {vat: 19}\ndefault_tax: vta", None, "Did you mean vat?"),
        (
            "channels: [web]",
            "channels: this should be a mapping of ids to values.",
            "Write each on a line of its own, as id: value",
        ),
        (
            "channels: {展会: 展会}",
            "channels.展会: '展会' is not an id: small letters a-z, digits and _.",
            "Put other words in label.",
        ),
        ("channels: {a: {label: Web}, b: {aliases: web}}", "channels.b.aliases[1]: 'web' already means a here.", None),
        ("channels: {a: {aliases: [x, x]}}", "channels.a.aliases[2]: 'x' stands here twice.", None),
        (
            "lost_reasons: {a: {label: {english: A}}}",
            "lost_reasons.a.label.english: 'english' is not a language code such as en or zh.",
            None,
        ),
        (
            "fields: {deal: {amount: money}}",
            "fields.deal.amount: the name amount is taken by a field that records have anyway.",
            "Choose another id.",
        ),
        (
            "fields: {deal: {fee: money, fee_currency: text}}",
            "fields.deal.fee_currency: the name fee_currency is taken by a field that records have anyway.",
            "Choose another id.",
        ),
        ("fields: {deal: {size: choice}}", "fields.deal.size: a choice needs its choices.", "choices: [small, large]"),
        (
            "fields: {deal: {size: {type: text, choices: [a]}}}",
            "fields.deal.size.choices: only a choice has choices, and this is of type text.",
            None,
        ),
        (
            "fields: {deal: {size: numbr}}",
            "fields.deal.size.type: 'numbr' is none of the words this can be.",
            "Did you mean number?",
        ),
        (
            "fields: {deal: {size: text, width: {was: size}}}",
            "fields.deal.width.was: 'size' is still here, so it was not renamed.",
            None,
        ),
        (
            "follow_ups: {a: b}",
            "follow_ups: this should be a list.",
            "Write [a, b], or each on a line of its own after a dash.",
        ),
        (
            "follow_ups: [{noun: deal, enters: tlak, task: x}]",
            "follow_ups[1].enters: no deal is ever in 'tlak'.",
            "Did you mean talk?",
        ),
        (
            "follow_ups: [{noun: lead, stays: 3d in talk, task: x}]",
            "follow_ups[1].stays: no lead is ever in 'talk'.",
            "Stages: new, qualified, converted, disqualified",
        ),
        (
            "follow_ups: [{noun: lead, task: x}]",
            "follow_ups[1]: a follow-up needs one of enters and stays.",
            "enters: proposal, or stays: 14 days in proposal",
        ),
        (
            "follow_ups: [{noun: deal, stays: soon, task: x}]",
            "follow_ups[1].stays: 'soon' is not a number of days in a stage.",
            "Write it as 14 days in proposal",
        ),
        ("follow_ups: [{noun: deal, enters: talk}]", "follow_ups[1].task: this key is needed.", None),
        (
            "numbers: {invoice: abc}",
            "numbers.invoice: 'abc' needs the number once.",
            "Write {n}, or {n:04} for 0001: '{year}-{n:04}'",
        ),
        (
            "numbers: {invoice: '{n}-{day}'}",
            "numbers.invoice: '{n}-{day}' holds a mark that is not known.",
            "Marks: {n}, {n:04}, {year}, {month}",
        ),
        (
            "reports: {aging: [30, 20]}",
            "reports.aging: this should be 1 to 12 numbers of days that grow.",
            "Write [30, 60, 90].",
        ),
        ("reports: {satisfied: {1-5: 6}}", "reports.satisfied.1-5: 6 is not on the scale 1-5.", None),
        (
            "reports: {segments: {a: {recency: 1-4, frequency: 1-5}, b: {recency: 4-5, frequency: 1-5}}}",
            "reports.segments: recency 4 with frequency 1 is in a and b.",
            "Each pair belongs to one segment.",
        ),
        (
            "targets: [{metric: won, period: 2026-Q5, value: 3}]",
            "targets[1].period: '2026-Q5' is not a period.",
            "Write 2026, 2026-Q1, FY2026-Q1 or 2026-03; or month, quarter or year for every one.",
        ),
    ],
)
def test_mistakes(more: str, what: str | None, hint: str | None) -> None:
    """One mistake on line 9: its line, its key, what is wrong, what to try."""
    with pytest.raises(BadProcess) as caught:
        read(more + "\n")
    if what is not None:
        assert caught.value.message == f"p.yaml:9: {what}"
    assert caught.value.hint == hint
    assert caught.value.exit_code == 5


def test_key_twice() -> None:
    """YAML lets the last one win; here it is a mistake."""
    with pytest.raises(BadProcess) as caught:
        read("name: a\ncountry: DE\nname: b\n")
    assert caught.value.message == "p.yaml:11: name: this key stands here twice."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (SMALL.replace("new:", "first: {kind: working}"), "2: lead.statuses: the first status has to be of kind new."),
        (SMALL.replace("    qualified:\n", ""), "2: lead.statuses: one status has to be of kind qualified."),
        (
            SMALL.replace("qualified:", "qualified:\n    converted: {kind: new}"),
            "5: lead.statuses.converted.kind: converted is built in: only its label can be changed.",
        ),
        (
            SMALL + "      won: {probability: 99%}\n",
            "9: pipelines.sales.stages.won.probability: this is for open stages; won is won.",
        ),
        (
            SMALL.replace("{probability: 20%}", "{kind: lost}"),
            "7: pipelines.sales.stages: a pipeline needs an open stage.",
        ),
        (
            SMALL + "      a: {kind: lost}\n      b: {kind: lost}\n",
            "7: pipelines.sales.stages: there are 2 stages of kind lost; a pipeline has one.",
        ),
        (SMALL + "      won:\n      late:\n", "7: pipelines.sales.stages: the open stages have to come first."),
        (
            SMALL + "      won: {kind: open}\n",
            "9: pipelines.sales.stages.won.kind: a stage called won has to be of that kind.",
        ),
        (
            SMALL.replace("20%", "2.5%"),
            "8: pipelines.sales.stages.talk.probability: '2.5%' is not a whole percentage from 0 to 100.",
        ),
        (
            SMALL.replace("{probability: 20%}", "{requires: [amont]}"),
            "8: pipelines.sales.stages.talk.requires[1]: a deal has no field 'amont'.",
        ),
        (SMALL.split("pipelines")[0] + "pipelines: {}\n", "5: pipelines: a process needs a pipeline."),
        (SMALL.split("pipelines")[0] + "pipelines: {a: }\n", "5: pipelines.a.stages: this key is needed."),
        (SMALL.split("pipelines")[0], "1: pipelines: this key is needed."),
        ("- a\n", "1: the file: this should be a mapping of keys to values."),
        ("", "1: lead: this key is needed. p.yaml:1: pipelines: this key is needed."),
    ],
)
def test_rules_of_the_process(text: str, what: str) -> None:
    """What a lead and a pipeline need, each told where it is missing."""
    with pytest.raises(BadProcess) as caught:
        from_yaml(text, "p.yaml")
    assert caught.value.message.replace("\n", " ") == f"p.yaml:{what}"


def test_all_mistakes_at_once() -> None:
    """Each on a line of its own, in the order of the file, with what to try."""
    with pytest.raises(BadProcess) as caught:
        read("currency: EURO\npool: {on: maybe}\nchanels: {}\n")
    assert caught.value.message == (
        "p.yaml:9: currency: there is no currency 'EURO'. Did you mean EUR?\n"
        "p.yaml:10: pool.on: 'maybe' is neither yes nor no.\n"
        "p.yaml:11: chanels: there is no such key. Did you mean channels?"
    )
    assert caught.value.hint == "Mend these 3 places, then: ltc process check p.yaml"


def test_at_most_a_hundred_mistakes() -> None:
    """Another kind of file is not told line by line."""
    with pytest.raises(BadProcess) as caught:
        read("".join(f"k{number}: x\n" for number in range(5000)))
    assert len(caught.value.message.splitlines()) == 100


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a: &x [1]\n", "1: an alias or anchor stands here, which a process file may not have."),
        ("a: 1\nb: *x\n", "2: an alias or anchor stands here, which a process file may not have."),
        (
            "a: !!python/name:os.system x\n",
            "1: the tag 'tag:yaml.org,2002:python/name:os.system' stands here, which a process file may not have.",
        ),
        ("a: !!str 1\n", "1: the tag 'tag:yaml.org,2002:str' stands here, which a process file may not have."),
        ("a: 1\n---\nb: 1\n", "2: a second document begins here, which a process file may not have."),
        ("[" * 2000, "1: this is nested more than 12 deep, which a process file may not have."),
        ("{a: " * 2000, "1: this is nested more than 12 deep, which a process file may not have."),
        ("? [a]\n: b\n", "1: a key has to be a word, not a list or mapping."),
        ("a: 1\nb: c: d\n", "2: this is not YAML: mapping values are not allowed here."),
        ("a: 1\nb: \x07\n", "2: this holds a character that YAML does not allow."),
    ],
)
def test_what_no_process_file_holds(text: str, what: str) -> None:
    """Refused at the first of it, before anything is made of it."""
    with pytest.raises(BadProcess) as caught:
        from_yaml(text, "p.yaml")
    assert caught.value.message == f"p.yaml:{what}"


def test_alias_bomb() -> None:
    """A few lines that would unfold to a billion words are refused on the first."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(BadProcess, match=r"^p\.yaml:1: an alias or anchor stands here"):
        from_yaml(bomb, "p.yaml")


def test_escape_beyond_unicode() -> None:
    """A number that is no character."""
    with pytest.raises(BadProcess) as caught:
        read('name: "\\UFFFFFFFF"\n')
    assert caught.value.message == "p.yaml: this is not YAML: an escape in it stands for no character."


def test_too_large() -> None:
    """More than 256 KB is refused before it is read; blanks and letters of any width count as bytes."""
    with pytest.raises(BadProcess, match=r"^p.yaml is larger than 256 KB, the most a process file may have\.$"):
        from_yaml("#" + "新" * 88_000, "p.yaml")


@settings(max_examples=100)
@given(st.text(alphabet=st.sampled_from("ab:{}[],-?&*!|>'\"%@`# \n\t\\~<\x00\ud800é新"), max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text is a crash."""
    with pytest.raises(BadProcess):
        from_yaml(text, "p.yaml")


def test_read_file(tmp_path: Path) -> None:
    """A file may begin with a byte order mark; it names itself in errors."""
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert read_file(path) == from_yaml(SMALL, "p.yaml")
    path.write_text(SMALL + "x: y\n")
    with pytest.raises(BadProcess, match=r"mine\.yaml:9: x: there is no such key\.$"):
        read_file(path)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """Missing is exit 3; a folder, another encoding or a huge file is exit 5."""
    with pytest.raises(NotFound) as missing:
        read_file(tmp_path / "no.yaml")
    assert missing.value.message == f"there is no process file {tmp_path / 'no.yaml'}."
    with pytest.raises(BadProcess, match="cannot be read: Is a directory"):
        read_file(tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_bytes("name: 外贸".encode("gb18030"))
    with pytest.raises(BadProcess) as caught:
        read_file(path)
    assert caught.value.message == f"{path} is not UTF-8 at byte 6."
    path.write_bytes(b"# " + "新".encode() * 100_000)
    with pytest.raises(BadProcess, match="is larger than 256 KB"):
        read_file(path)


@pytest.mark.parametrize("noun", NOUNS)
def test_no_custom_field_hides_another(noun: str) -> None:
    """Every field that a noun has by itself is a name the process cannot give."""
    domain = import_module(f"ltc_cli.domain.{noun}")
    own = {field.name for field in domain.SOURCE.fields} | {entry.name for entry in domain.ENTRIES}
    assert own <= taken(noun)


def test_a_stage_requires_what_a_deal_has() -> None:
    """The fields a stage may require are fields that a deal shows."""
    domain = import_module("ltc_cli.domain.deal")
    assert set(DEAL_FIELDS) <= {field.name for field in domain.SOURCE.fields}


def test_stage_is_a_value() -> None:
    """A pipeline is made of plain values that compare by what they hold."""
    assert read("").pipelines[0] == Pipeline(
        "sales",
        (
            Stage("talk", "open", probability=20),
            Stage("won", "won", {"en": "Won", "zh": "赢单"}, 100, "commit"),
            Stage("lost", "lost", {"en": "Lost", "zh": "输单"}, 0, "omitted"),
            Stage("void", "void", {"en": "Void", "zh": "作废"}, 0, "omitted"),
        ),
    )
