"""What films say about an example, whatever it is about."""

ORDINALS = "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh"


def question(example):
    """What the network is asked, as a caption."""
    names = example.class_names
    if not names:
        return f"From some measurements, the network computes {listed(example.target_names)}."
    if len(names) > 4:
        return f"One {example.thing}, {len(names)} kinds: which is it?"
    return f"{listed(names, 'or')}: which kind of {example.thing} is this?".capitalize()


def any_of(example):
    """What one output stands for."""
    return "kind" if example.class_names else "value"


def listed(names, word="and"):
    """Names in a row: "a, b and c"; of many, the first three."""
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return f" {word} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
