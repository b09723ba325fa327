"""One cell's text to its canonical text, a module for each kind of column."""
