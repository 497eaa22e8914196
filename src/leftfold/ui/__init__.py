"""The window: thin panels over models that are tested without a screen."""
