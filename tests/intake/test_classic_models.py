"""The script beside the example joins columns and leaves values alone."""

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "examples" / "classic-models" / "reshape.py"
ROW = (
    '144,"Volvo Model Replicas, Co","Berglund","Christina ","0921-12 3555","Berguvsvägen  8",NULL,"Luleå",NULL,'
    '"S-958 22","Sweden",1504,53100.0\r\n'
)


def test_customers_become_accounts_and_contacts(shop):
    """One name, one address; what was NULL in them is left out, and the values keep their letters."""
    spec = importlib.util.spec_from_file_location("reshape", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    customers = shop.table(ROW.encode("latin-1"), "Customers.txt")
    accounts, contacts = shop.folder / "accounts.csv", shop.folder / "contacts.csv"
    assert script.reshape(customers, accounts, contacts) == 1
    assert shop.ltc("account", "import", accounts, "--blank", "NULL")[0] == 0
    assert shop.ltc("contact", "import", contacts)[0] == 0
    assert shop.rows("SELECT external_id, name, address, country FROM account") == [
        ("144", "Volvo Model Replicas, Co", "Berguvsvägen  8, S-958 22 Luleå", "Sweden")
    ]
    assert shop.rows("SELECT c.name, a.account_id FROM contact c JOIN contact_account a ON a.contact_id = c.id") == [
        ("Christina Berglund", 1)
    ]
