"""Tables in, and out again."""

from ltc_cli.intake.clean import Reading
from ltc_cli.intake.keep import rejects
from ltc_cli.intake.mapping import Wishes
from ltc_cli.intake.options import Options
from ltc_cli.intake.plan import Outcome
from ltc_cli.intake.read import How
from ltc_cli.intake.run import headings, record, refusal, run

__all__ = ["How", "Options", "Outcome", "Reading", "Wishes", "headings", "record", "refusal", "rejects", "run"]
