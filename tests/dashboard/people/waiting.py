"""A small office in which something waits on every list."""

from __future__ import annotations

from datetime import date

from dashboard.people.lists import Item

ROSTER = """
student_id | first_name | email         | college | is_expected_to_log
a1         | Ana        | a1@uni.edu    | Arts    | yes
b2         | Ben        | b2@uni.edu    | Arts    | yes
c3         | Cy         | c3@uni.edu    | Science | yes
d4         | Di         | -             | Science | no
"""
OUTREACH = """
student_id | contact_name | sent_on    | reply
b2         | One          | 2026-09-01 | no_reply
b2         | Two          | 2026-09-02 | no_reply
b2         | Three        | 2026-09-03 | no_reply
b2         | Four         | 2026-09-04 | no_reply
b2         | Five         | 2026-09-05 | no_reply
d4         | One          | 2026-09-01 | no_reply
d4         | Two          | 2026-09-02 | no_reply
d4         | Three        | 2026-09-03 | no_reply
d4         | Four         | 2026-09-04 | no_reply
d4         | Five         | 2026-09-05 | -
a1         | Newest       | 2026-11-10 | -
"""
INTERVIEWS = """
student_id | contact_name | contact_employer | held_on    | status    | has_thanked | referred_contacts
a1         | Lee Park     | =Acme & Sons     | 2026-11-01 | held      | no          | -
a1         | Ann Moss     | -                | 2026-11-02 | scheduled | -           | -
a1         | Jo Fox       | -                | 2026-11-08 | held      | yes         | Kim Doe
"""
EVERY = {"roster": ROSTER, "outreach_log": OUTREACH, "interview_log": INTERVIEWS}
ITEM = Item(
    id="x",
    student_id="a1",
    student="Ana Cole",
    first_name="Ana",
    email="a1@uni.edu",
    contact="{office} <b>Lee</b>",
    employer="=Acme & Sons",
    detail="",
    day=date(2026, 11, 1),
    age_days=9,
)
