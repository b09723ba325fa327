"""Charts leave the dashboard here, each with its whole face."""
