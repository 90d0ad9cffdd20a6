"""Sums worked out beside the picture, as a pupil would write them."""
