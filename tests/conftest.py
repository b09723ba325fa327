"""What several kinds of tests start from: the sample office and small ones, each made once a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadFileScheduling

from dashboard.commands.sample_office import set_up
from pipelines.store.warehouse import Warehouse
from tests import offices
from tests.made_once import made_once, run_folder

ROOT = Path(__file__).parents[1]

# How long an example takes says something about the machine, never about the code.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """The sample office, the same folder for all tests of a run: to be read only."""
    run = run_folder(tmp_path_factory, pytestconfig)
    return made_once(run, "sample", lambda folder: list(set_up(Warehouse(folder), ROOT / "sample_data")))


@pytest.fixture(scope="session", autouse=True)
def _small_offices_are_kept(
    tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config
) -> Iterator[None]:
    with offices.kept_in(run_folder(tmp_path_factory, pytestconfig)):
        yield


class _OneBrowser(LoadFileScheduling):
    """File by file; but one process drives the browser while the other computes.

    Two would each start a browser and a server, and wait for one another.
    """

    def _split_scope(self, nodeid: str) -> str:
        return "browser" if nodeid.startswith("tests/browser/") else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling:
    return _OneBrowser(config, log)


@pytest.hookimpl(tryfirst=True)  # before those who run only what is not thorough have chosen
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """`sampled(n)`: one of n cases of a test runs whenever tests run, the first among them; the others thoroughly."""
    seen: dict[str, int] = {}
    for item in items:
        sampled = item.get_closest_marker("sampled")
        if sampled is None:
            continue
        test = item.nodeid.partition("[")[0]
        place = seen[test] = seen.get(test, -1) + 1
        if place % sampled.args[0]:
            item.add_marker(pytest.mark.thorough)
