"""One module a kind of chart, each with `draw(spec)`; parts, rows, scale, values and periods are what they share."""
