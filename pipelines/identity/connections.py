"""A LinkedIn connections file, matched against contacts already logged: by e-mail, else by name and employer.

Only the matched are ever shown, and of those only the profile address is kept, each after a yes. Everybody else in the
file is forgotten: neither names nor how many there were are stored or told.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines import readers
from pipelines.errors import FileRefused
from pipelines.identity import employers
from pipelines.identity.normalised import normal_name, normal_url
from pipelines.store.leftovers import workplace
from pipelines.store.warehouse import Published

COLUMNS = ("First Name", "Last Name", "URL", "Company")


@dataclass(frozen=True)
class Matched:
    """A contact of this office who is in the file: her key, and the key of the profile address found there."""

    contact_key: str
    profile_key: str
    name: str
    employer: str
    why: str


def match_file(path: Path, published: Published) -> list[Matched]:
    """Contacts of a build that a connections file holds too, without those whose profile address is known already.

    Raises FileRefused where the file is no connections file.
    """
    with workplace() as (work, _):
        reading = readers.read(path, work, readers.COMMAND_LIMITS)
        table = reading.tables[0]
        clean = work / "connections.csv"
        readers.write_tidy(reading, table, clean)
        with clean.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise FileRefused(
            f"This is not a LinkedIn connections file: it has no column {', '.join(missing)}. Expected is"
            " Connections.csv as LinkedIn gives it, with First Name, Last Name, URL, Email Address and Company."
        )
    logged = published.query(
        """
        select key, name, email, employer from marts.contacts
        where linkedin_url is null and (email is not null or (name is not null and employer is not null))
        """
    )
    return match(rows, logged)


def match(rows: Sequence[Mapping[str, str]], logged: Sequence[Mapping[str, str | None]]) -> list[Matched]:
    """Pure: a row and a contact match where e-mail, or name and employer, are the same and nobody else's."""
    by_email: dict[str, list[Mapping[str, str | None]]] = {}
    by_name: dict[tuple[str, str], list[Mapping[str, str | None]]] = {}
    for contact in logged:
        if contact["email"]:
            by_email.setdefault(contact["email"].lower(), []).append(contact)
        if contact["name"] and contact["employer"]:
            by_name.setdefault(_place(contact["name"], contact["employer"]), []).append(contact)
    matched: dict[str, Matched] = {}
    several: set[str] = set()
    for row in rows:
        profile = _profile(row.get("URL") or "")
        if not profile:
            continue
        name = " ".join(part for part in (row.get("First Name"), row.get("Last Name")) if part).strip()
        for bearers, why in (
            (by_email.get((row.get("Email Address") or "").lower().strip(), []), "The same e-mail address"),
            (by_name.get(_place(name, row.get("Company") or ""), []) if row.get("Company") else [],
             "The same name and employer"),
        ):  # fmt: skip
            if len(bearers) != 1:
                continue
            contact = bearers[0]
            key = contact["key"] or ""
            pair = Matched(key, f"contact:u:{profile}", contact["name"] or "", contact["employer"] or "", why)
            if key in matched and matched[key].profile_key != pair.profile_key:
                several.add(key)  # two people of one name: neither is certain
            matched.setdefault(key, pair)
            break
    return [one for key, one in sorted(matched.items()) if key not in several]


def _place(name: str, employer: str) -> tuple[str, str]:
    return normal_name(name), employers.core(employer).text


def _profile(url: str) -> str:
    """A profile address as the build writes it; "" where it is none."""
    address = normal_url(url)
    return address if address.startswith("linkedin.com/in/") else ""
