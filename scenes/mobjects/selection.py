"""Which neurons of a wide layer are drawn, and which terms of a long sum are worked, one by one."""

from core import forward

ALL_DRAWN = 8  # neurons in a column
ALL_WORKED = 5  # terms in a sum
ALL_OUTPUTS = 4  # outputs that are worked out


def drawn_of(count, keep=()):
    """The neurons of a layer of `count` that are drawn, in order: all, or the first, the last and those to `keep`."""
    if count <= ALL_DRAWN:
        return list(range(count))
    ends = {0, 1, 2, count - 3, count - 2, count - 1}
    return sorted(ends if ends.issuperset(keep) else {0, 1, count - 1, *keep})


def worked_of(count):
    """The entries of a row or column of `count` that are written one by one: all, or the first two and the last."""
    return list(range(count)) if count <= ALL_WORKED else [0, 1, count - 1]


def loudest(values):
    """The terms that are written one by one of a sum over these values: all, or the three furthest from zero."""
    if len(values) <= ALL_WORKED:
        return list(range(len(values)))
    return sorted(sorted(range(len(values)), key=lambda i: -abs(values[i]))[:3])


def heard(example, trace):
    """For each layer of a trace, 0 the inputs, what sums over it write one by one; the outputs of interest."""
    return [*(loudest(layer.input) for layer in trace.layers), of_interest(example)]


def of_interest(example):
    """The outputs that a film must show: the class that the network predicts and the one it should."""
    if example.true_class is None or len(example.output_names) == 1:
        return []
    return sorted({forward(example.network, example.x).predicted_class, example.true_class})


def worked_outputs(example):
    """The outputs that are worked out in full: all, or the first, the last and those of interest."""
    count = len(example.output_names)
    return list(range(count)) if count <= ALL_OUTPUTS else sorted({0, count - 1, *of_interest(example)})


def gaps(chosen, count):
    """The slots of a column or row of `count`: the chosen indices, and None where some are left out."""
    slots = []
    for before, index in zip([-1, *chosen], [*chosen, count], strict=True):
        slots += [None] * (index > before + 1) + [index]
    return slots[:-1]


def strongest(values):
    """The neuron whose value is the furthest from zero."""
    return max(range(len(values)), key=lambda i: abs(values[i]))


def output_to_follow(step):
    """The output that is looked at: that of the true class, or the one with the largest delta."""
    example, delta = step.example, step.backward.layers[-1].delta
    worked = worked_outputs(example)
    return example.true_class if example.true_class in worked else max(worked, key=lambda k: abs(delta[k]))
