"""The funnel by channel as one SQL statement, till the win: what a good one takes. `python statement.py FILE`.

It tells less than `report funnel` does: no documents after the win, no leads that were disqualified on the way.
"""

import sqlite3
import sys

_FUNNEL = """
WITH qualified AS MATERIALIZED (SELECT DISTINCT entity_id AS lead FROM stage_event
  WHERE entity = 'lead' AND to_kind = 'qualified'),
ended AS MATERIALIZED (SELECT entity_id AS deal, to_kind AS kind FROM (
  SELECT entity_id, to_kind, row_number() OVER (PARTITION BY entity_id ORDER BY effective_ms DESC, id DESC) AS back
  FROM stage_event WHERE entity = 'deal' AND (to_kind = 'won' OR to_kind = 'lost' OR to_kind = 'void'
  OR to_kind = 'disqualified' OR from_kind = 'won' OR from_kind = 'lost' OR from_kind = 'void'
  OR from_kind = 'disqualified')) WHERE back = 1),
reached AS MATERIALIZED (SELECT lead_id AS lead, max(ended.kind IS 'won') AS won
  FROM deal LEFT JOIN ended ON ended.deal = deal.id
  WHERE lead_id IS NOT NULL AND is_test IS NOT 1 AND ended.kind IS NOT 'void' GROUP BY lead_id)
SELECT channel_id, count(*), count(coalesce(qualified.lead, reached.lead)), count(reached.lead), sum(reached.won)
FROM lead LEFT JOIN qualified ON qualified.lead = lead.id LEFT JOIN reached ON reached.lead = lead.id
WHERE is_test IS NOT 1 GROUP BY channel_id
"""

if __name__ == "__main__":
    for row in sqlite3.connect(sys.argv[1]).execute(_FUNNEL):
        print(*row)
