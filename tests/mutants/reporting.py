"""What every trial with changed code ends with: how many changes, how many nothing noticed, and these in full."""

from __future__ import annotations

from collections.abc import Sequence


def report(tried: int, known: int, unnoticed: Sequence[str]) -> int:
    """Print it; the command's exit code: 1 where something went unnoticed.

    `known` changes were not tried, for they change nothing that can be seen.
    """
    noticed = tried - len(unnoticed)
    share = f" ({noticed / tried:.1%})" if tried else ""
    print(
        f"{tried} changes tried: {noticed} noticed{share}, {len(unnoticed)} not; {known} more change nothing"
    )
    for change in unnoticed:
        print(f"\n{change}")
    return 1 if unnoticed else 0
