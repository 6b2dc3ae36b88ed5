"""Duplicates: how names are compared, which records are, what the evidence comes to, and what is merged."""

import random
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltc_cli.book import Book
from ltc_cli.domain import duplicate
from ltc_cli.domain.duplicate import likeness
from ltc_cli.domain.duplicate.cluster import complete
from ltc_cli.domain.duplicate.known import company_name, person_name
from ltc_cli.domain.duplicate.likeness import jaro_winkler

# Likeness -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("MARTHA", "MARHTA", 0.9611), ("DWAYNE", "DUANE", 0.84), ("DIXON", "DICKSONX", 0.8133)],
)
def test_the_measure_is_winklers(a, b, expected):
    """The three pairs of Winkler's paper, to the four digits it prints."""
    assert round(jaro_winkler(a, b), 4) == expected


def test_nothing_is_like_nothing_else():
    """An empty name is like no other; a name is wholly like itself."""
    assert (jaro_winkler("", "a"), jaro_winkler("a", ""), jaro_winkler("abc", "abc")) == (0.0, 0.0, 1.0)


@given(st.text("abcdé 公", max_size=12), st.text("abcdé 公", max_size=12))
def test_rapidfuzz_says_the_same(a, b):
    """To 1e-9, for any two texts, whichever comes first."""
    distance = pytest.importorskip("rapidfuzz.distance")
    assert abs(jaro_winkler(a, b) - distance.JaroWinkler.normalized_similarity(a, b)) < 1e-9
    assert abs(jaro_winkler(a, b) - jaro_winkler(b, a)) < 1e-9 or len(a) != len(b) or a != b


def test_rapidfuzz_is_asked_when_there_are_many():
    """Few names are not worth loading it for."""
    pytest.importorskip("rapidfuzz")
    assert likeness.measure(likeness.MANY - 1) is jaro_winkler
    assert likeness.measure(likeness.MANY) is not jaro_winkler


# Names ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme GmbH", "acme"),
        ("ACME Gmbh.", "acme"),
        ("The Acme, Inc.", "acme"),
        ("Acme S.A.R.L.", "acme"),
        ("北京明亮科技有限公司", "北京明亮科技"),
        ("Ａcme　Ltd", "acme"),
        ("Co", "co"),
        ("Müller & Söhne KG", "müller söhne"),
    ],
)
def test_a_company_goes_by_its_name_without_its_legal_form(text, expected):
    """Case, width, marks and legal forms folded; a name that is only one stays."""
    assert company_name(text) == expected


def test_a_person_keeps_every_word():
    """Co and Ag are also names of people."""
    assert person_name("Li  CO-Ag") == "li co ag"


# Clusters -------------------------------------------------------------------------------------------------------


def test_a_chain_is_no_cluster():
    """1 is like 2 and 2 like 3, but 1 is not like 3: none of it is proposed. 5 and 6 are."""
    fits = {(1, 2), (2, 3), (5, 6)}
    assert complete(fits, lambda a, b: (a, b) in fits) == [[5, 6]]
    assert complete(fits, lambda a, b: (a, b) in fits | {(1, 3)}) == [[1, 2, 3], [5, 6]]


# Finding --------------------------------------------------------------------------------------------------------


@pytest.fixture
def worked(ltc):
    """The worked example of the specification, as accounts."""
    for name, email in (
        ("Acme GmbH", "info@acme.de"),
        ("ACME Gmbh.", "INFO@ACME.DE"),
        ("Acme Ltd", "sales@acme.co.uk"),
        ("Acne Studio", None),
    ):
        assert ltc("account", "add", name, *(["--email", email] if email else [])).code == 0
    return ltc


def test_the_worked_example(worked):
    """1 and 2 are one by their e-mail; 1 and 3 are to be looked at: another domain and country; 4 is alone."""
    pairs = {(row["record"], row["other"]): row for row in worked.json("account", "dedupe")}
    assert set(pairs) == {("A1", "A2"), ("A1", "A3"), ("A2", "A3")}
    assert (pairs["A1", "A2"]["decision"], pairs["A1", "A2"]["cluster"]) == ("same", 1)
    assert pairs["A1", "A2"]["reasons"] == ["same email"]
    assert (pairs["A1", "A3"]["decision"], pairs["A1", "A3"]["cluster"]) == ("review", None)
    assert pairs["A1", "A3"]["reasons"] == ["same name", "another domain", "another country"]
    assert pairs["A1", "A3"]["score"] == pytest.approx(2 / 3)  # 4 − 2 − 1 bits: two to one


def test_only_an_exact_key_is_merged_unseen(worked):
    """`--merge` makes one of A1 and A2, leaves A3 and A4, and one undo brings it back."""
    before = worked.json("account", "list")
    done = worked.json("account", "dedupe", "--merge")
    assert [(row["kept"], row["merged"]) for row in done] == [("A1", ["A2"])]
    assert sorted(row["ref"] for row in worked.json("account", "list")) == ["A1", "A3", "A4"]
    assert worked.json("account", "dedupe", "--merge") == []
    assert worked("undo", str(done[0]["operation"]), "--yes").code == 0
    assert worked.json("account", "list") == before


def test_looking_changes_nothing(worked):
    """Without `--merge` it is a question: no dry run is needed, and it ends well whatever it finds."""
    before = worked.dump()
    assert worked("account", "dedupe").code == 0
    assert worked("account", "dedupe", "--merge", "--dry-run").code == 0
    assert worked.dump() == before


def test_a_score_can_be_asked_for(worked):
    """`--above` leaves out what is less likely; what is no share is refused."""
    assert len(worked.json("account", "dedupe", "--above", "80%")) == 1
    assert len(worked.json("account", "dedupe", "--limit", "2")) == 2
    assert worked.refused("account", "dedupe", "--above", "8")[0] == 2


def test_a_box_that_several_read_is_not_one_person(ltc):
    """The same e-mail with another name is looked at, and never merged unseen."""
    ltc("contact", "add", "Ada Lovelace", "--email", "info@lumen.de")
    ltc("contact", "add", "Boris Quint", "--email", "info@lumen.de")
    (pair,) = ltc.json("contact", "dedupe")
    assert (pair["decision"], pair["reasons"]) == ("review", ["same email", "another name"])
    assert ltc.json("contact", "dedupe", "--merge") == []


def test_who_came_back_is_a_lead_of_their_own(ltc):
    """A lead that was closed, and the same person 200 days later: the figures count two, so nothing is merged."""
    ltc("lead", "add", "Ada", "--email", "ada@x.de", "--on", "2025-06-01")
    ltc("lead", "disqualify", "L1", "--reason", "not_a_fit", "--on", "2025-06-02")
    ltc("lead", "add", "Ada", "--email", "ada@x.de")
    (pair,) = ltc.json("lead", "dedupe")
    assert (pair["decision"], pair["reasons"][-1]) == ("review", "came back after it was closed")


def test_a_switchboard_says_less_than_a_phone(ltc):
    """Two of one name and number are likely one; eight people of other names behind one number are nobody's twin."""
    ltc("contact", "add", "Ada Lovelace", "--phone", "+49 30 111111")
    ltc("contact", "add", "Ada Lovelace", "--phone", "004930111111")
    for name in ("Boris Q", "Chen Wei", "Dora Lund", "Emil Falk", "Finn Zorn", "Gesa Huth", "Hugo Jost", "Ivo Kern"):
        ltc("contact", "add", name, "--phone", "+49 30 222222")
    pairs = ltc.json("contact", "dedupe")
    assert [(row["record"], row["other"], row["decision"]) for row in pairs] == [("C1", "C2", "likely")]


def synthetic(path, count, seed=1):
    """Leads of which every tenth is another one again, misspelt or not; the ids of the pairs made."""
    chance = random.Random(seed)
    syllables = "an be cor del en fi gra hol in jo kar lu mar nor os pra qui ro sel tam ul ver wen xi yor zan".split()
    word = lambda: "".join(chance.choices(syllables, k=chance.randint(2, 4))).title()  # noqa: E731
    rows, made, root = list[tuple[object, ...]](), set(), dict[int, int]()
    for number in range(1, count + 1):
        if number % 10 == 0:
            of = chance.randint(1, len(rows))
            name, company, email, _, country, phone = rows[of - 1]
            letters = list(str(name))
            at = chance.randrange(1, len(letters) - 1)
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
            mailed = chance.randrange(3) == 0
            twin = (name, company, email) if mailed else ("".join(letters), company, None)
            rows.append((*twin, None, country, None if mailed else phone))
            made.add((of, number))
            root[number] = root.get(of, of)
        else:
            company, name = f"{word()} {word()}", f"{word()} {word()}"
            domain = f"{company.split()[0].lower()}.{chance.choice(['de', 'com', 'fr'])}"
            email = f"{name.split()[0].lower()}{number}@{domain}"
            rows.append((name, company, email, None, chance.choice(["DE", "FR", None]), f"49{number:09d}"))
    conn = sqlite3.connect(path)
    conn.execute("UPDATE now_op SET id = 1")
    conn.executemany(
        "INSERT INTO lead(id, created_ms, name, company, email, email_key, phone, phone_key, country, status, kind) "
        "VALUES (?1, 1, ?2, ?3, ?4, ?4, ?7, ?7, ?6, 'new', 'new')",
        [(number, *row) for number, row in enumerate(rows, 1)],
    )
    conn.execute("UPDATE now_op SET id = NULL")
    conn.commit()
    conn.close()
    return made, root


def test_misspelt_twins_are_found_and_few_others(ltc):
    """Of 300 twins among 3,000 leads, by e-mail or a phone and a misspelt name, nearly all; hardly anybody else."""
    made, root = synthetic(ltc.path, 3000)
    with Book.open(ltc.path, write=False) as book:
        found = duplicate.find(book, "lead", like=jaro_winkler)
        pairs = {(pair.left.id, pair.right.id) for pair in found.pairs if pair.score.decision != "review"}
    assert len(made & pairs) >= 0.95 * len(made)
    others = {(a, b) for a, b in pairs if root.get(a, a) != root.get(b, b)}
    assert len(others) <= 0.02 * len(made)


def test_rapidfuzz_decides_the_same(ltc):
    """Pair by pair: the same decisions, scores to 1e-9."""
    distance = pytest.importorskip("rapidfuzz.distance")
    synthetic(ltc.path, 2000, seed=2)
    with Book.open(ltc.path, write=False) as book:
        one = duplicate.find(book, "lead", like=jaro_winkler)
        two = duplicate.find(book, "lead", like=distance.JaroWinkler.normalized_similarity)
    assert [(p.left.id, p.right.id, p.score.decision, p.cluster) for p in one.pairs] == [
        (p.left.id, p.right.id, p.score.decision, p.cluster) for p in two.pairs
    ]
    assert all(abs(a.score.chance - b.score.chance) < 1e-9 for a, b in zip(one.pairs, two.pairs, strict=True))
    assert one.exact == two.exact


def test_the_time_grows_with_the_records(ltc):
    """Everybody of the same beginning and country: a block of thousands is not compared pair by pair."""
    conn = sqlite3.connect(ltc.path)
    conn.execute("UPDATE now_op SET id = 1")
    conn.executemany(
        "INSERT INTO contact(id, created_ms, name, name_key) VALUES (?, 1, ?, ?)",
        [(number, f"Anna{number:05d}", f"anna{number:05d}") for number in range(1, 4001)],
    )
    conn.execute("UPDATE now_op SET id = NULL")
    conn.commit()
    conn.close()
    with Book.open(ltc.path, write=False) as book:
        from ltc_cli.domain.duplicate.known import records
        from ltc_cli.domain.duplicate.pairs import candidates

        assert len(list(candidates(list(records(book, "contact"))))) <= 8 * 4000
