"""A small office over two years: what its figures are can be counted on the fingers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dashboard.asking.question import Ask
from tests.offices import office

# Eight students, half in each college; three of them talk this year, one did last year.
ROSTER = """
student_id | college | programs | is_expected_to_log | class_year
a1         | Arts    | P1       | yes                | 2027
a2         | Arts    | P1       | yes                | 2027
a3         | Arts    | P1       | yes                | 2027
a4         | Arts    | P1       | yes                | 2027
b1         | Law     | P2       | yes                | 2028
b2         | Law     | P2       | yes                | 2028
b3         | Law     | P2       | yes                | 2028
b4         | Law     | P2       | yes                | 2028
"""
INTERVIEWS = """
student_id | contact_name | held_on    | referrals_count | status
a1         | Ann          | 2026-09-07 | 2               | held
a1         | Bob          | 2026-09-14 | 0               | held
a1         | Cem          | 2026-10-05 | 1               | held
a2         | Ann          | 2026-10-12 | -               | held
b1         | Dee          | 2026-10-19 | 1               | held
b2         | Eve          | 2025-10-19 | 1               | held
"""
OUTREACH = """
student_id | contact_name | sent_on    | reply
a1         | Ann          | 2026-09-01 | replied
a1         | Bob          | 2026-09-02 | no_reply
b1         | Dee          | 2026-09-03 | -
b2         | Eve          | 2025-10-01 | replied
b2         | Fay          | 2026-11-10 | -
"""


def this_year(folder: Path) -> Ask:
    """The question of this academic year, of everybody."""
    published = office(folder, roster=ROSTER, interview_log=INTERVIEWS, outreach_log=OUTREACH)
    return Ask(published, since=date(2026, 8, 1), until=date(2026, 11, 10), period_words="This academic year")
