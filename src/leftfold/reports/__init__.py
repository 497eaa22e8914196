"""Reports over a store: worked out by the database or by folding, kept from run to run, and written as files."""
