"""Breakpoints: conditions at which playing stops, and which are marked wherever events are shown."""
