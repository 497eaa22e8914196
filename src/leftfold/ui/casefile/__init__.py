"""What a person keeps of a diagnosis: bookmarks, a case file, what caused what, aggregates side by side."""
