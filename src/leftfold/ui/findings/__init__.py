"""Findings: of the shown aggregate beside its timeline, and of the whole store in a dialog."""
