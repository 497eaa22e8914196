"""Passes over a whole store: slice by slice, here, in other processes or on a cluster, by the same function."""
