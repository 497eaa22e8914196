"""Import: rows of a CSV or JSON Lines file to events, as a map in TOML says."""
