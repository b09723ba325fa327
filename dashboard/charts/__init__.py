"""What a chart says, before anybody draws it: Released -> ChartSpec, Table, Exhibit. Pure."""
