"""Comparing two states: the one at the cursor with another, of any version, time or aggregate."""
