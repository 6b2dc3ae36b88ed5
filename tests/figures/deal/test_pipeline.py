"""What the pipeline counts beside its sums."""


def test_a_deal_without_an_amount_is_counted_not_imputed(ltc):
    """Two deals, one of them worth nothing that is known (F10)."""
    ltc("deal", "add", "Priced", "--amount", "1000")
    ltc("deal", "add", "Unpriced")
    report = ltc.json("report", "pipeline")
    assert (report["totals"]["deals"], report["totals"]["amount"]) == (2, "1000.00")
    assert report["excluded"] == {"unvalued": 1}


def test_the_weighted_sum_lies_between_nothing_and_everything(ltc):
    """And the deals behind it are as many as it counts; closed and test deals are none of them."""
    for number, stage in enumerate(("discovery", "proposal", "negotiation", "verbal"), 1):
        ltc("deal", "add", f"Deal {number}", "--amount", "1000", "--stage", stage, "-q")
    ltc("deal", "add", "Closed", "--amount", "1000", "-q")
    ltc("deal", "win", "D5")
    ltc("deal", "add", "Trial", "--amount", "1000", "-q")
    ltc("deal", "edit", "D6", "test=yes")
    totals = ltc.json("report", "pipeline")["totals"]
    assert len(ltc.json("explain", "pipeline", "--rows")) == totals["deals"] == 4
    assert 0 < float(totals["weighted"]) < float(totals["amount"]) == 4000
