"""How the window looks: colours, icons, type, and the one place that applies them."""
