"""From a network in a file of any kind to the example that the films show."""
