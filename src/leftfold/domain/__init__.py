"""What events mean: a domain is a record of functions, shipped, installed by a stranger, or read from a path."""
