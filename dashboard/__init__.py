"""The dashboard: charts, pages and exports on top of `pipelines`."""
