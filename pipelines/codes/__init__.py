"""Public classifications, as data beside the module that reads them."""
