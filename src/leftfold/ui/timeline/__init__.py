"""The timeline: a whole stream at a glance, zoomed, scrubbed and played, whatever its length."""
