"""Print the documentation that comes from the code; a test compares it with docs/.

python -m dashboard.docs docs
"""

from __future__ import annotations

import sys
from pathlib import Path

import typer.main
from typer.testing import CliRunner

from dashboard.cli import app
from pipelines import metric_docs, source_docs

CLI_INTRO = """# Command line

Printed from the program. For people and for scripts: `--json` prints exactly one JSON document on standard
output; errors are one sentence on standard error, exit code 1, or 2 for a question that makes no sense.
"""


def pages() -> dict[str, str]:
    """File name -> what it must hold."""
    return {
        "sources.md": source_docs.markdown(),
        "metrics.md": metric_docs.metrics_page(),
        "cli.md": cli_page(),
    }


def cli_page() -> str:
    """Every command with its help, as it prints it."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    sections = [CLI_INTRO]
    for name, command in commands.items():
        if not command.hidden:
            inner = getattr(command, "commands", {})
            sections += [_help(name), *(_help(name, one) for one in inner if not inner[one].hidden)]
    return "\n".join(sections)


def _help(*names: str) -> str:
    environment = {"COLUMNS": "100", "NO_COLOR": "1", "PORT": "", "CAREER_CONVERSATIONS_WAREHOUSE": ""}
    shown = CliRunner().invoke(app, [*names, "--help"], env=environment, prog_name="career-conversations")
    text = "\n".join(line.rstrip() for line in shown.output.strip().splitlines())
    return f"## {' '.join(names)}\n\n```\n{text}\n```\n"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs")
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
