"""Whether a file still says what left: what a reader finds in it, held against the file that was kept."""
