"""How a film tells: its pace, its order, its verdicts."""
