"""How wrong drawing code is put in the place of right code; each takes pytest's monkeypatch."""


def after(patch, kind, change, method="__init__"):
    """Let a method of a class do what it does, and `change` what it was called on, or what it has made."""
    right = getattr(kind, method)

    def wrong(self, *given, **named):
        made = right(self, *given, **named)
        changed = change(self if made is None else made, *given)
        return made if made is None else changed

    patch.setattr(kind, method, wrong)


def instead(patch, kind, method, change):
    """Call a method with what `change` makes of its arguments."""
    right = getattr(kind, method)
    patch.setattr(kind, method, lambda self, *given: right(self, *change(self, *given)))


def other_of_two(path):
    """The path with neuron 2 for neuron 1, and the other way round."""
    ends = {"[0]": "[1]", "[1]": "[0]"}
    return path[:-3] + ends.get(path[-3:], path[-3:])
