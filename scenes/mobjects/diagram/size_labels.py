"""What stands below the layers of a network: a brace, how many neurons, which activation."""

from manim import DOWN, BraceBetweenPoints, VGroup

from facts.predicate import claim
from facts.statement import Statement
from scenes.mobjects import theme
from scenes.mobjects.type.fitting import width_of
from scenes.mobjects.type.formula import Formula
from scenes.mobjects.type.parts import Number, Words

LABELS_Y = -2.55


def size_labels(network, columns, radius):
    """Brace, size and activation under each layer; brief where the columns stand close."""
    last = len(network.layers)
    digits = [Number(network, f"sizes[{layer}]") for layer in range(last + 1)]
    kinds = ["inputs", *["neurons"] * (last - 1), "outputs"]
    kinds = [Statement(f"label.{kind}", count=count) for kind, count in zip(kinds, digits, strict=True)]
    room = columns[1] - columns[0] - 0.12
    if any(width_of(f"{count.plain} {kind}") > room for count, kind in zip(digits, kinds, strict=True)):
        kinds = [""] * len(kinds)
    paths = (f"layers[{layer}].activation" for layer in range(last))
    claims = [claim("activation", (network, path)) for path in paths]
    full, short = ([Statement(f"activation.{key}", name=name) for name in claims] for key in ("name", "short"))
    names = ["", *(short if max(map(width_of, full)) > 2 * room else full)]
    staggered = any(width_of(name) > room for name in names if name)
    labels = VGroup()
    for layer, (x, count, kind, name) in enumerate(zip(columns, digits, kinds, names, strict=True)):
        brace = BraceBetweenPoints([x - radius, LABELS_Y, 0], [x + radius, LABELS_Y, 0], DOWN, color=theme.FAINT)
        brace.stretch_to_fit_height(0.14).move_to([x, LABELS_Y, 0])
        style = {"size": theme.IN_NEURON, "color": theme.FAINT}
        lines = VGroup(Formula(count, *([Words(kind)] if kind else []), **style))
        lines[0].at(x, LABELS_Y - (0.42 if staggered else 0.5), "center")
        if name:
            drop = 0.71 + 0.27 * (layer % 2) if staggered else 0.87
            lines.add(Formula(Words(name), **style).at(x, LABELS_Y - drop, "center"))
        labels.add(VGroup(brace, lines))
    return labels
