"""Reports by e-mail, through the office's own mail server: composed here, sent here, publishable figures only."""
