"""What films say about an example, whatever it is about."""

from facts.number import Shown
from facts.predicate import claim
from facts.statement import Listed, Name, Statement
from scenes.mobjects.workings.matrices import column_decimals


def names_of(example, field):
    """The names of one field of an example, such as its class_names."""
    return [Name(example, f"{field}[{k}]") for k in range(len(getattr(example, field)))]


def question(example):
    """What the network is asked, as a caption."""
    thing, names = Name(example, "thing"), names_of(example, "class_names")
    if not names:
        return Statement("question.values", values=Listed(names_of(example, "target_names")))
    if len(names) > 4:
        return Statement(
            "question.many", thing=thing, count=Shown(example.network, f"sizes[{len(example.network.layers)}]")
        )
    return Statement("question.classes", classes=Listed(names, "or"), thing=thing)


def row_in_words(example, i):
    """One input's name, what was measured, and the unit where it has one."""
    amount = Shown(example, f"measurements[{i}]", column_decimals(example, "measurements"))
    slots = {"name": Name(example, f"feature_names[{i}]"), "amount": amount}
    if not example.units[i]:
        return Statement("architecture.row_bare", **slots)
    return Statement("architecture.row", **slots, unit=Name(example, f"units[{i}]"))


def of_layer(example, last):
    """The key of what is said of a layer: a hidden one, or the last."""
    if not last:
        return "architecture.hidden"
    return f"architecture.outputs_of_{'kinds' if example.class_names else 'values'}"


def name_in_words(network, layer, key="activation.name"):
    """What the activation of a layer, counted from 0, is called."""
    return Statement(key, name=claim("activation", (network, f"layers[{layer}].activation")))


def does_in_words(network, layer):
    """What the activation of a layer does."""
    return name_in_words(network, layer, "activation.does")


def goes_in(example, i, x):
    """What becomes of a measurement; of a standardised one also on which side of the average it is."""
    if (example.mean == 0).all() and (example.scale == 1).all():
        return Statement("forward.goes_in", x=x)
    return Statement("forward.makes_input", x=x, side=claim("sign", (example, f"x[{i}]")))
