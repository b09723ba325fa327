"""Reports: what one holds, the figures in it, the files it becomes."""
