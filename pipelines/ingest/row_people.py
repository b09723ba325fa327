"""Who rows are about: ids that stand for nobody, or for two people, are a question, never a silent winner.

    staged rows, the students the record holds -> settle()  -> what is to be said
    accepted rows -> shared_addresses()                     -> what is to be said

An id whose last digits a spreadsheet has lost may be several students': its rows stay out. Of a roster's rows,
one id whose rows contradict each other in name and address is two people: those rows stay out. Where they contradict
each other in the class alone, the later row holds whole. A file most of whose known students would get another name
and address is no later roster, and is stopped. Names are compared as in identity/names.py.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.errors import FileRefused, Problem
from pipelines.figures import wording
from pipelines.identity import names
from pipelines.identity.normalised import normal_name
from pipelines.ingest.comparing import WHOLE_NAME, current_roster_sql, of_this_file
from pipelines.ingest.staged_rows import StagedRows
from pipelines.sources.catalog import STUDENT_ID
from pipelines.store.warehouse import count_of, fetch

SHOWN = 5  # students named in a sentence
_MOSTLY = 0.5  # of the students known already; more contradicted is another kind of file


@dataclass(frozen=True)
class Named:
    """How one row, or the record, calls a student. row: the file's own, None where it is the record."""

    name: str
    email: str
    row: int | None = None

    @property
    def shown(self) -> str:
        known = ", ".join(part for part in (self.name, self.email) if part)
        return f"{known} (row {self.row})" if self.row else known


def are_two_people(one: Named, other: Named) -> bool:
    """Whether two ways to call whoever has one id contradict each other in name and address.

    A changed last name, a nickname or a new address is one person's; so is any name under one address. Without two
    addresses to compare, only names without a word in common are two people's.

    >>> are_two_people(Named("Alice Ames", "aa@x.edu"), Named("Alice Baker", "ab@x.edu"))
    False
    >>> are_two_people(Named("Alice Ames", "aa@x.edu"), Named("Bob Ball", "bb@x.edu"))
    True
    """
    ones, others = (names.parts(normal_name(each.name)) for each in (one, other))
    if not ones or not others or _mailbox(one.email) == _mailbox(other.email) != "":
        return False
    if not (one.email and other.email):
        return not set(ones) & set(others)
    is_alike = names.likeness(" ".join(ones), " ".join(others)) is not None
    return not is_alike and ones[0] not in others and others[0] not in ones


def _mailbox(email: str) -> str:
    return email.casefold().partition("@")[0]


def settle(rows: StagedRows) -> tuple[Problem, ...]:
    """Keep out rows whose id is rounded, and of a roster those of two people under one id; let the later row hold where
    only the class differs; what is to be said of that. Called between reading the cells and telling the rows apart.

    Raises FileRefused where the file contradicts most of the students it shares with the record.
    """
    _keep_out_rounded(rows)
    if rows.source.id != "roster":
        return ()
    two = dict(_two_under_one_id(rows))
    _refuse_if_mostly(rows, two)
    _keep_out(rows, two)
    if not rows.request.is_replace:
        _keep_out(rows, _unlike_the_record(rows))
        _keep_out(rows, _known_otherwise(rows), "id_of_another_form")
    return tuple(_later_rows(rows))


def _keep_out_rounded(rows: StagedRows) -> None:
    """Reject rows by whose ids nobody can be told from another: of 16 digits and more, zeros after the fifteenth."""
    planned = rows.plan.column(STUDENT_ID)
    flags = (flag for table in rows.request.tables for flag in table.flags)
    if planned and any(flag.kind == "rounded_id" and flag.column == planned.header for flag in flags):
        sql = r"select distinct lower(student_id) as id from parsed where regexp_full_match(student_id, '\d{15}0+')"
        why = "A spreadsheet keeps fifteen digits of a number: the last ones of this ID are lost, and whose it is."
        expected = "the whole ID: format the column as text, enter the IDs again, export the file again"
        ids = {row["id"]: why for row in fetch(rows.connection, sql)}
        _keep_out(rows, ids, "rounded_id", expected)


# Ways the good rows call a student of the roster, each with its first row.
_WAYS = f"""
    select lower(student_id) as id, min(row_number) as row, coalesce(email, '') as email,
        coalesce({WHOLE_NAME}, '') as name
    from parsed
    where not is_bad and student_id is not null
    group by all
"""  # noqa: S608 - words of ours


def _two_under_one_id(rows: StagedRows) -> Iterator[tuple[str, str]]:
    """(id, what is wrong in words) of ids that stand for two people within the file."""
    written = fetch(
        rows.connection,
        f"from ({_WAYS}) select * qualify count(*) over (partition by id) > 1 order by id, row",
    )
    for id, ways in itertools.groupby(written, key=lambda way: way["id"]):
        named = [Named(way["name"], way["email"], way["row"]) for way in ways]
        other = next((other for other in named if are_two_people(named[0], other)), None)
        if other:
            yield id, f"One ID stands for two people: {named[0].shown} and {other.shown}."


def _refuse_if_mostly(rows: StagedRows, two: dict[str, str]) -> None:
    """A file most of whose rows share ids with other people is a list of something else, such as of messages."""
    (counted,) = fetch(
        rows.connection,
        "select count(*) as all_rows, count(*) filter (lower(student_id) in (select unnest($ids::varchar[]))) as theirs"
        " from parsed where not is_bad",
        {"ids": list(two)},
    )
    if two and counted["theirs"] >= _MOSTLY * counted["all_rows"]:
        sentences = list(two.values())[:SHOWN]
        raise FileRefused(
            f"Is this a student roster? Most of its rows give one ID to several people. {' '.join(sentences)}"
            " If the names are those of contacts, say what else the file is; else correct the IDs.",
            tuple(Problem("two_people_one_id", sentence) for sentence in sentences),
        )


def _unlike_the_record(rows: StagedRows) -> dict[str, str]:
    """Id -> what is wrong, of known students whom the file gives another name and address."""
    roster = current_roster_sql(of_this_file(rows))
    differing = fetch(
        rows.connection,
        f"""
        select w.id, w.name, w.email, w.row, coalesce(r.name, '') as known_name, coalesce(r.email, '') as known_email
        from ({_WAYS}) as w join ({roster}) as r using (id)
        where (w.name, lower(w.email)) is distinct from (r.name, r.email)
        order by w.row
        """,  # noqa: S608 - words of ours
    )
    contradicted = {}
    for way in differing:
        known = Named(way["known_name"], way["known_email"])
        called = Named(way["name"], way["email"], way["row"])
        if are_two_people(known, called):
            contradicted[way["id"]] = (
                f"The roster knows this ID as {known.shown}; this row calls it {called.shown}."
            )
    _refuse_if_most_of(
        rows,
        contradicted,
        f"select count(distinct lower(student_id)) from parsed where lower(student_id) in (select id from ({roster}))",  # noqa: S608
        f"{wording.plural(len(contradicted), 'student')} of the roster would get another name and address."
        " If the names are those of contacts, say what else the file is. If the IDs have been given to other"
        " students, import the file as the whole roster (replace).",
    )
    return contradicted


def _refuse_if_most_of(rows: StagedRows, why_by_id: dict[str, str], counted_sql: str, asked: str) -> None:
    """Stop a file where most of the ids counted are wrong: then it is the file that is."""
    if why_by_id and len(why_by_id) >= _MOSTLY * count_of(rows.connection, counted_sql):
        sentences = list(why_by_id.values())[:SHOWN]
        raise FileRefused(
            f"Is this a student roster as it should be? {asked} {' '.join(sentences)}",
            tuple(Problem("another_person", sentence) for sentence in sentences),
        )


# An id without what spreadsheets change about it, as identity/students.py has it.
_CORE = r"ltrim(regexp_replace(regexp_replace(lower({0}), '\.0+$', ''), '[^\p{{L}}\p{{N}}]+', '', 'g'), '0')"


def _known_otherwise(rows: StagedRows) -> dict[str, str]:
    """Id -> what is wrong, of ids that the roster has but for zeros or marks, of students with no other name."""
    roster = current_roster_sql(of_this_file(rows))
    alike = fetch(
        rows.connection,
        f"""
        select w.*, r.id as known_id, coalesce(r.name, '') as known_name, coalesce(r.email, '') as known_email
        from ({_WAYS}) as w
        join ({roster}) as r on {_CORE.format("w.id")} = {_CORE.format("r.id")}
        where w.id <> r.id and w.id not in (select id from ({roster})) and {_CORE.format("r.id")} <> ''
        order by w.row
        """,  # noqa: S608 - words of ours
    )
    says = "“{id}” (row {row}) is “{known_id}” on the roster, but for zeros or marks."
    changed = {
        one["id"]: says.format_map(one)
        for one in alike
        if not are_two_people(
            Named(one["known_name"], one["known_email"]), Named(one["name"], one["email"], one["row"])
        )
    }
    _refuse_if_most_of(
        rows,
        changed,
        "select count(distinct lower(student_id)) from parsed where not is_bad",
        "A spreadsheet has changed its IDs. Format the column as text, enter the IDs again and export the file again;"
        " or import it as the whole roster (replace), if these are the right ones.",
    )
    return changed


_ONE_A_PERSON = "one ID a person: correct the ID or the name, and import the row again"


def _keep_out(
    rows: StagedRows,
    why_by_id: dict[str, str],
    code: str = "two_people_one_id",
    expected: str = _ONE_A_PERSON,
) -> None:
    """Reject every row of these ids, each with the reason."""
    if not why_by_id:
        return
    header = next(
        (planned.header for planned in rows.plan.columns if planned.name == "student_id"), "student_id"
    )
    bound: dict[str, object] = {
        "ids": list(why_by_id),
        "whys": list(why_by_id.values()),
        "header": header,
        "expected": expected,
        "code": code,
    }
    cells = []
    filled = {planned.header: planned.name for planned in rows.plan.columns if planned.place}
    for number, one in enumerate(rows.request.columns):
        bound[f"header_{number}"] = one
        cells.append(
            f"$header_{number}::varchar, coalesce(\"{filled[one]}\", '')"
            if one in filled
            else f"$header_{number}::varchar, ''"
        )
    rows.connection.execute(
        f"""
        insert into refused
        select pos, row_number, sheet, json_object({", ".join(cells)})::varchar,
            [{{'code': $code::varchar, 'message': why, 'row': row_number, 'column': $header::varchar,
               'found': student_id, 'expected': $expected::varchar, 'count': 1}}]
        from parsed
        join (select unnest($ids::varchar[]) as id, unnest($whys::varchar[]) as why) on id = lower(student_id)
        where not is_bad
        """,  # noqa: S608 - names of our own source files; everything else is bound
        bound,
    )
    rows.connection.execute(
        "update parsed set is_bad = true where lower(student_id) in (select unnest($ids::varchar[]))",
        {"ids": list(why_by_id)},
    )


def _later_rows(rows: StagedRows) -> Iterator[Problem]:
    """Students whose rows differ in what only one can be true of: the later row holds, where the class differs its
    majors too. Makes it so, and says so."""
    rows.connection.execute(
        f"""
        create temp table corrected_rows as
        with named as (
            select pos, row_number, student_id, base_key, class_year, lower(email) as email,
                lower({WHOLE_NAME}) as name
            from parsed
            where not is_bad
        )
        select pos, row_number, student_id, last_row, classes > 1 as is_another_class,
            concat_ws(', ', case when names > 1 then 'name' end, case when emails > 1 then 'address' end,
                case when classes > 1 then 'class' end) as differing
        from (
            select *, last_value(row_number) over whole as last_row, last_value(pos) over whole as last_pos,
                count(distinct class_year) over each as classes, count(distinct email) over each as emails,
                count(distinct name) over each as names
            from named
            window each as (partition by base_key), whole as (
                partition by base_key order by pos rows between unbounded preceding and unbounded following
            )
        )
        where greatest(classes, emails, names) > 1 and pos <> last_pos
        """  # noqa: S608 - words of ours
    )
    rows.connection.execute(
        "update parsed set majors = null where pos in (select pos from corrected_rows where is_another_class)"
    )
    corrected = fetch(
        rows.connection, "select row_number, student_id, last_row, differing from corrected_rows order by pos"
    )
    if corrected:
        some = [
            f"row {one['row_number']} ({one['student_id']}, again in row {one['last_row']} with another"
            f" {one['differing']})"
            for one in corrected[:SHOWN]
        ]
        yield Problem(
            "same_student_again",
            f"{wording.plural(len(corrected), 'row')} skipped, because the same student stands in a later row that says"
            f" otherwise; the later row holds: {wording.and_more(some, len(corrected), '; ')}.",
            row=corrected[0]["row_number"],
            count=len(corrected),
        )


# Who rows are about, as far as an address says it: id, email and rows.
_OF_ROSTER = (
    "select lower(student_id) as id, lower(nullif(email, '<clear>')) as email, count(*) as rows"
    " from accepted group by all"
)
_OF_LOG = (
    "select null::varchar as id, lower(student_email) as email, count(*) as rows"
    " from accepted where nullif(student_id, '<clear>') is null group by all"
)


def shared_addresses(rows: StagedRows) -> Iterator[Problem]:
    """Addresses that several students of the roster share: said when the roster brings them, and when rows know their
    student by nothing else."""
    is_roster = rows.source.id == "roster"
    if not is_roster and "student_email" not in rows.source.names:
        return
    of_file = _OF_ROSTER if is_roster else _OF_LOG
    shared = fetch(
        rows.connection,
        f"""
        with of_file as ({of_file})
        select email, list(distinct id order by id) as ids, any_value(rows) as rows
        from (
            select id, email from ({current_roster_sql()})
            union select id, email from of_file where id is not null
        )
        join (select email, sum(rows)::bigint as rows from of_file group by email) using (email)
        group by email
        having count(distinct id) > 1
        order by email
        """,  # noqa: S608 - words of ours
    )
    for one in shared[:SHOWN]:
        who = wording.listed(one["ids"][:SHOWN])
        if is_roster:
            message = f"{one['email']} is the address of {len(one['ids'])} students ({who})."
        else:
            message = (
                f"{one['email']}, by which alone {wording.plural(one['rows'], 'row')} may know the student, is the"
                f" address of {len(one['ids'])} students ({who})."
            )
        yield Problem(
            "shared_address",
            f"{message} A row that has nothing else is credited to none of them until you say in Who is who whose"
            " it is.",
            found=one["email"],
            count=one["rows"],
        )
