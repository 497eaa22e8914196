"""Corrections in the window: what is proposed, what it would do, why, and the questions that lead there."""
