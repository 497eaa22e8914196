"""Everything a person can do in the window, menu by menu."""
