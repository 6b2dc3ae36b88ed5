"""Chinese. A key that is missing here is spoken in English."""

from ltc_cli.words.zh.cash import CASH
from ltc_cli.words.zh.customer import CUSTOMER
from ltc_cli.words.zh.figure import FIGURE
from ltc_cli.words.zh.heading import HEADING
from ltc_cli.words.zh.question import QUESTION
from ltc_cli.words.zh.sale import SALE
from ltc_cli.words.zh.sentence import SENTENCE

CATALOGUE = HEADING | SENTENCE | CASH | FIGURE | SALE | CUSTOMER | QUESTION
