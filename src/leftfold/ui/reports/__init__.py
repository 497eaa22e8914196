"""Reports in the window: chosen, made off the GUI thread, shown as a table and a chart, and saved."""
