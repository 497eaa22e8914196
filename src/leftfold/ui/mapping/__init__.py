"""The question which column is what, in a store of nobody's layout."""
