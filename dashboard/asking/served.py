"""What this dashboard serves: the warehouse folder, the build in use, the office's settings and stores.

`current` is read on every rerun, so a new build shows on the next one.
"""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock

from cachetools import TTLCache, cached

from dashboard.office.database import gone
from dashboard.office.handed_out import HandedOutLog
from dashboard.office.plans import Plans
from dashboard.office.put_away import PutAway
from dashboard.office.releases import Releases
from pipelines.errors import WarehouseError
from pipelines.settings import Settings, read_settings
from pipelines.store.warehouse import Published, Warehouse

ROOT = Path(__file__).resolve().parents[2]
WAREHOUSE_VARIABLE = "CAREER_CONVERSATIONS_WAREHOUSE"
SETTINGS_SECONDS = 5  # how long a change of the settings file may go unnoticed

# folders whose figures this process has shown: an empty one there is no first start
_served: set[Path] = set()


def folder() -> Path:
    """The warehouse folder this dashboard serves."""
    return Path(os.environ.get(WAREHOUSE_VARIABLE, "warehouse")).expanduser().absolute()


def current() -> Published | None:
    """The build in use, None before the first one. Raises WarehouseError when it cannot be read, or is gone."""
    warehouse = Warehouse(folder())
    if not warehouse.current_build():
        if warehouse.folder in _served and not warehouse.folder.exists():
            raise WarehouseError(
                f"The warehouse folder {warehouse.folder} is gone: moved, renamed, or on a disk that was taken off."
                " Put it back, or stop the dashboard and start it with --warehouse and its new place."
            )
        return None
    _served.add(warehouse.folder)
    return warehouse.published()


@cached(TTLCache(maxsize=8, ttl=SETTINGS_SECONDS), lock=Lock())
def _settings(path: str) -> Settings:
    return read_settings(Path(path))


def settings() -> Settings:
    """The office's settings. Raises DefinitionError when its file cannot be read."""
    return _settings(str(folder()))


def plans() -> Plans:
    """Targets, notes and saved views of this office."""
    return Plans(folder())


def put_away() -> PutAway:
    """What of This week is done or snoozed in this office."""
    return PutAway(folder())


def store_gone() -> str:
    """That what this office noted and released is gone from its folder; "" where it is not."""
    return gone(folder())


def releases() -> Releases:
    """What left this office before."""
    return Releases(folder())


def handed_out() -> HandedOutLog:
    """What left this office that is not for publication."""
    return HandedOutLog(folder())


def build_name() -> str:
    """The build in use, "" before the first one."""
    return Warehouse(folder()).current_build() or ""
