"""Histories of imports: in whatever parts and order they come, and interrupted, the whole is there once, and right."""

import json
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ltc_cli.intake.apply import Writer

FIELDS = ("external_id", "name", "email", "amount", "country")
"""Of a row; an amount that is no number makes it bad, a blank changes nothing."""
ROWS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(("Ada", "Ben", "Cem", "")),
        "email": st.sampled_from(("", "a@x.de", "b@x.de")),
        "amount": st.sampled_from(("", "10.00", "20.50", "many")),
        "country": st.sampled_from(("", "DE", "FR")),
    }
)
TABLES = st.dictionaries(st.integers(1, 6), ROWS, min_size=1, max_size=6).flatmap(
    lambda rows: st.permutations(list(rows.items()))
)
STEPS = st.lists(
    st.tuples(st.sampled_from(("plain", "partial", "killed", "dry", "undone", "again", "skip")), TABLES),
    min_size=1, max_size=5,
)  # fmt: skip


def csv(table):
    lines = [",".join(FIELDS)]
    lines += [",".join((f"x{number}", *(row[name] for name in FIELDS[1:]))) for number, row in table]
    return "\n".join(lines) + "\n"


def laid_over(model, table, *, only_new=False):
    """What a table makes of the records: it fills and changes, and never blanks."""
    found = {number: dict(row) for number, row in model.items()}
    for number, row in table:
        if row["amount"] != "many" and not (only_new and number in model):
            known = found.setdefault(number, dict.fromkeys(FIELDS[1:], ""))
            known.update({name: value for name, value in row.items() if value})
    return found


def there(shop):
    rows = shop.rows("SELECT external_id, name, email, amount_minor, country FROM lead ORDER BY id")
    assert len(rows) == len({row[0] for row in rows})
    return {
        int(row[0][1:]): {
            "name": row[1] or "", "email": row[2] or "", "country": row[4] or "",
            "amount": "" if row[3] is None else f"{row[3] / 100:.2f}",
        }
        for row in rows
    }  # fmt: skip


def killed(*_):
    raise KeyboardInterrupt


def take(shop, model, kind, table):
    """One step; what should be there after it."""
    bad = any(row["amount"] == "many" for _, row in table)
    path = shop.table(csv(table))
    words = ("lead", "import", path, "--json", "--partial", "--key", "external_id")
    if kind == "plain":
        code, _, err = shop.ltc(*words[:4], "--key", "external_id")
        assert code == (6 if bad else 0), err
        return model if bad else laid_over(model, table)
    if kind == "killed":
        with pytest.MonkeyPatch.context() as patch:
            whole = Writer.take
            patch.setattr(Writer, "take", lambda self, rows: killed(whole(self, rows)))
            assert shop.ltc(*words)[0] not in (0, 6)
        return model
    if kind == "dry":
        code, planned, _ = shop.ltc(*words, "--dry-run")
        if code == 0:
            expected = json.loads(planned)
            done = json.loads(shop.ltc(*words, "--expect", expected["digest"])[1])
            names = ("read", "new", "updated", "unchanged", "rejected", "digest")
            assert [done[name] for name in names] == [expected[name] for name in names]
            return laid_over(model, table)
        return model
    code, out, err = shop.ltc(*words, *(("--on-match", "skip") if kind == "skip" else ()))
    assert code == (6 if bad else 0), err
    after = laid_over(model, table, only_new=kind == "skip")
    if kind == "undone" and out and json.loads(out)["operation"] is not None:
        assert shop.ltc("undo")[0] == 0
        return model
    if kind == "again" and out:
        again = json.loads(shop.ltc(*words)[1])
        assert (again["new"], again["updated"], again["operation"]) == (0, 0, None)
    return after


def run(shop, steps, whole):
    empty = shop.db.with_suffix(".empty")
    if not empty.exists():
        shutil.copy(shop.db, empty)
    shutil.copy(empty, shop.db)
    model = {}
    for kind, table in steps:
        model = take(shop, model, kind, table)
        assert there(shop) == model, (kind, table)
    mended = [(number, {**row, "amount": "30.00"} if row["amount"] == "many" else row) for number, row in whole]
    model = take(shop, model, "again", mended)
    assert there(shop) == model
    assert shop.ltc("check")[0] == 0


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, whole=TABLES)
def test_no_history_of_imports_doubles_or_loses_a_record(shop, steps, whole):
    """Parts, the same again, another order, mended, killed, planned first, taken back: the model says what is there."""
    run(shop, steps, whole)


def test_two_thousand_histories(shop, length):
    """The same by hand, twenty times as often."""
    if length == 1:
        pytest.skip("--long: two thousand histories take minutes")
    many = settings(max_examples=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture])
    many(given(steps=STEPS, whole=TABLES)(lambda steps, whole: run(shop, steps, whole)))()
