"""Where events lie: layouts as data, and the one place that reads and writes databases."""
