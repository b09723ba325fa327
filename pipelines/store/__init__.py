"""The warehouse folder. The only place that opens DuckDB."""
