"""Reducers that run in a process of their own, in any language, spoken to in JSON Lines; see the manual."""
