"""The list of events: what happened and what changed, found by text or condition, one of them current."""
