"""Batch corrections: one correction found, tried and made for each of many aggregates."""
