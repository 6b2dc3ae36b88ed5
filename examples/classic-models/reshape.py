"""Reshape the customers of Classic Models into accounts and contacts, and nothing else.

The sample database keeps a customer in one row: the company, the person there in two columns, the address in six. The
imports of `ltc` know a name and an address. This script joins those columns; every value stays as it is, the literal
NULL too, which is left out of what is joined. Everything else of the data set is imported as it was downloaded.

    python reshape.py Customers.txt accounts.csv contacts.csv
"""

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

ENCODING = "latin-1"
COLUMNS = (
    "number", "company", "last", "first", "phone", "street", "street_2", "city", "state", "postcode", "country",
    "sales_rep", "credit_limit",
)  # fmt: skip


def joined(mark: str, parts: Iterable[str]) -> str:
    """Parts in one text, without those that stand for nothing."""
    return mark.join(part.strip() for part in parts if part.strip() not in ("", "NULL"))


def reshape(customers: str, accounts: str, contacts: str) -> int:
    """Write the two tables; the number of customers."""
    count = 0
    with (
        Path(customers).open(encoding=ENCODING, newline="") as source,
        Path(accounts).open("w", encoding="utf-8", newline="") as companies,
        Path(contacts).open("w", encoding="utf-8", newline="") as people,
    ):
        company, person = csv.writer(companies), csv.writer(people)
        company.writerow(("external_id", "name", "phone", "address", "country", "owner"))
        person.writerow(("external_id", "name", "phone", "account"))
        for row in csv.reader(source, strict=True):
            cells = dict(zip(COLUMNS, row, strict=True))
            town = joined(" ", (cells["postcode"], cells["city"], cells["state"]))
            address = joined(", ", (cells["street"], cells["street_2"], town))
            company.writerow(
                (cells["number"], cells["company"], cells["phone"], address, cells["country"], cells["sales_rep"])
            )
            name = joined(" ", (cells["first"], cells["last"]))
            person.writerow((cells["number"], name, cells["phone"], cells["number"]))
            count += 1
    return count


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.stdout.write(f"{reshape(*sys.argv[1:])} customers\n")
