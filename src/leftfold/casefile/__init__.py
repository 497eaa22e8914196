"""What is made of a diagnosis for others: notes, a case file, a bundle, a test, and what caused what."""
