"""How the dashboard changes a warehouse."""
