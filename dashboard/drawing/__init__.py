"""One module a kind of chart, each with `draw(spec)`; parts, values, periods and rows are what they share."""
