"""The picture of a network: neurons, edges, and what they mean."""
