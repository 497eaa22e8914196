"""The inspector: the state at the cursor, the event, what it changed, and when a value changed."""
