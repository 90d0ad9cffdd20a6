"""The films: each NAME.py is one, in a class named after its file."""
