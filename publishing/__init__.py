"""From finished films to what people open."""
