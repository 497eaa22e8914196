"""What went wrong, where and since when: searches over a history."""
