"""Type: words, numbers and formulas, and how they travel."""
