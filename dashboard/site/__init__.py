"""The public outcomes site: static pages without scripts, of publishable figures only, in a folder of their own."""
