"""Whether films tell the truth: their numbers and equations, computed anew, and their pictures, read back."""
