"""The bench: deterministic stores of any size, and what Leftfold takes for them beside its peers, in one run."""
