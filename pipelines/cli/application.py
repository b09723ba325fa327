"""The command line itself: its options, the folder it works in, and how it ends.

`--json` prints exactly one JSON document on standard output. Errors are one sentence on standard error: exit code 1,
or 2 for a question that makes no sense. What a command needs is imported when it runs: --help needs no database.
"""

from __future__ import annotations

import json
import logging
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer._click.exceptions import ClickException

from pipelines.errors import UserError, disk_said
from pipelines.store.leftovers import remove_leftovers

if TYPE_CHECKING:
    from pipelines.store.warehouse import Warehouse

app = typer.Typer(
    name="career-conversations",
    help="Outreach, informational interviews, referrals and outcomes, from the files a career center has.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
DEFAULT_FOLDER = Path("warehouse")


@dataclass
class State:
    """What every command needs: the folder named on the command line. read: how files are read, None = as they are."""

    folder: Path
    read: Callable[..., Any] | None = None

    @property
    def warehouse(self) -> Warehouse:
        from pipelines.store.warehouse import Warehouse

        return Warehouse(self.folder)


@app.callback()
def _start(
    context: typer.Context,
    warehouse: Annotated[
        Path | None,
        typer.Option(
            "--warehouse",
            envvar="CAREER_CONVERSATIONS_WAREHOUSE",
            metavar="DIR",
            help="The folder that holds the office's data.",
            show_default="./warehouse",
        ),
    ] = None,
) -> None:
    context.obj = State(warehouse or DEFAULT_FOLDER, context.obj)
    remove_leftovers(context.obj.folder)


def print_json(document: Any) -> None:
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def run(
    application: typer.Typer, arguments: list[str] | None = None, read: Callable[..., Any] | None = None
) -> None:
    """Run a command line and exit; errors become one sentence and an exit code.

    arguments: those of the process, if none are given. read: how files are read, for a process that keeps readings.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        with disk_said():
            code = application(arguments, standalone_mode=False, obj=read)
        sys.exit(code if isinstance(code, int) else 0)
    except UserError as problem:
        print(problem.message, file=sys.stderr)
        sys.exit(problem.exit_code)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except ClickException as misuse:
        print(f"{misuse.format_message().rstrip('.')}. See --help.", file=sys.stderr)
        sys.exit(misuse.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as fault:  # a bug: say where, never what the data was
        print(f"This is a fault of the program, not of your file: {fault_place(fault)}", file=sys.stderr)
        sys.exit(1)


def fault_place(fault: BaseException) -> str:
    """The kind of fault and where it happened, without its message: messages may hold cells."""
    frames = traceback.extract_tb(fault.__traceback__)
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))
    return f"{type(fault).__name__} at {where}"
