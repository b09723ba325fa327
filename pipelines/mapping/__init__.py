"""From the headers and cells of a file to the columns of a source. Pure: no warehouse."""
