"""Believable tables of any size, the same for the same seed."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

_FIRST = "Ada Ben Chen Dora Emil Fatima Gus Hana Ivan Jun Kofi Lea Mia Noor Otto Pia Qi Rosa Sven Tess".split()
_LAST = "Abel Braun Costa Diaz Evans Fischer Gupta Huang Ito Jones Khan Lopez Moser Novak Okoye Petit Rossi".split()
_CHANNELS = "referral web event email social partner".split()


def leads(path: Path, rows: int, seed: int = 1, country: str = "") -> None:
    """A CSV of leads: name, company, email, phone, channel, owner, country (one, if it is given), created."""
    dice = random.Random(seed)
    start = date(2024, 1, 1)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "company", "email", "phone", "channel", "owner", "country", "created"])
        for number in range(rows):
            first, last = dice.choice(_FIRST), dice.choice(_LAST)
            writer.writerow(
                [
                    f"{first} {last}",
                    f"{last} {number % 9973} GmbH",
                    f"{first}.{last}.{number}@example.com".lower(),
                    f"+49 30 {dice.randrange(10**7):07}",
                    dice.choice(_CHANNELS),
                    f"owner {number % 7}",
                    country or dice.choice(("DE", "FR", "CN", "BR")),
                    (start + timedelta(days=dice.randrange(700))).isoformat(),
                ]
            )
