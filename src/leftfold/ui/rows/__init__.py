"""Tables of uniform rows, however many: what a cell says, how it is painted, and who moved from row to row."""
