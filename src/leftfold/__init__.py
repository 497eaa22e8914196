"""Leftfold: a desktop inspector for event stores, where state is a left fold of events."""

__version__ = "0.1.0"
