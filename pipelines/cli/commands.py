"""All commands of `pipelines`, in the order in which help lists them."""

from __future__ import annotations

from pipelines.cli import importing, keeping, mappings, measuring
from pipelines.cli.application import app

app.command("import")(importing.import_files)
app.command()(importing.imports)
app.command()(importing.undo)
app.command()(importing.redo)
app.command()(importing.rejected)
app.command("metrics")(measuring.list_metrics)
app.command()(measuring.measure)
app.command()(keeping.tidy)
app.command()(keeping.templates)
app.command()(keeping.backup)
app.command()(keeping.restore)
app.command()(keeping.check)
app.add_typer(mappings.app, name="mappings")
