"""What a number is called: the path of a receipt, such as forward.layers[0].z[1], as a symbol and in words."""

import re

# A path as a pattern, then symbol and words. {0}, {1}: neurons and inputs, {l}: the layer, all counted from 1.
NAMES = [
    (r"example\.measurements\[#\]", "", "measured {name}"),
    (r"example\.mean\[#\]", "", "mean {name}"),
    (r"example\.scale\[#\]", "", "standard deviation of the {name}"),
    (r"(?:example\.x|INPUT)\[#\]", "x_{0}", "input {0}, the {name}, standardised"),
    (r"network\.layers\[@\]\.weights\[#, #\]", "w_{0},{1}^({l})", "weight from {from} {1} to neuron {0} of layer {l}"),
    (r"network\.layers\[@\]\.biases\[#\]", "b_{0}^({l})", "bias of neuron {0} of layer {l}"),
    (r"network\.layers\[@\]\.n_in", "", "numbers that enter each neuron of layer {l}"),
    (r"network\.layers\[@\]\.n_out", "", "neurons in layer {l}"),
    (r"network\.layers\[@\]\.parameter_count", "", "weights and biases of layer {l}"),
    (r"network\.parameter_count", "", "weights and biases of the network"),
    (r"network\.sizes\[0\]", "", "inputs"),
    (r"network\.sizes\[@\]", "", "neurons in layer {before}"),
    (r"FORWARD\.layers\[@\]\.input\[#\]", "a_{0}^({before})", "activation of neuron {0} of layer {before}"),
    (r"FORWARD\.layers\[@\]\.products\[#, #\]", "", "{from} {1} times its weight, for neuron {0} of layer {l}"),
    (r"FORWARD\.layers\[@\]\.z\[#\]", "z_{0}^({l})", "weighted sum of neuron {0} of layer {l}"),
    (r"FORWARD\.layers\[@\]\.a\[#\]", "a_{0}^({l})", "activation of neuron {0} of layer {l}"),
    (r"FORWARD\.layers\[@\]\.exponentials\[#\]", "", "e to the weighted sum of output {0}"),
    (r"FORWARD\.layers\[@\]\.exponential_sum", "", "sum of the exponentials"),
    (r"FORWARD\.output\[#\]", "p_{0}", "output {0}, the probability of {class}"),
    (r"backward\.target\[#\]", "y_{0}", "target of output {0}, {class}"),
    (r"(?:backward\.loss|loss_again)", "L", "loss"),
    (
        r"backward\.layers\[@\]\.shares\[#, #\]",
        "",
        "blame passed back from neuron {0} of layer {after} to {1} of layer {l}",
    ),
    (r"backward\.layers\[@\]\.grad_a\[#\]", "∂L/∂a_{0}^({l})", "blame that reaches neuron {0} of layer {l}"),
    (r"backward\.layers\[@\]\.gate\[#\]", "", "gate of neuron {0} of layer {l}: the slope of its activation"),
    (r"backward\.layers\[@\]\.delta\[#\]", "δ_{0}^({l})", "delta of neuron {0} of layer {l}"),
    (
        r"backward\.layers\[@\]\.grad_weights\[#, #\]",
        "∂L/∂w_{0},{1}^({l})",
        "gradient of the weight from {from} {1} to neuron {0} of layer {l}",
    ),
    (r"backward\.layers\[@\]\.grad_biases\[#\]", "∂L/∂b_{0}^({l})", "gradient of the bias of neuron {0} of layer {l}"),
    (r"learning_rate", "η", "learning rate"),
]
WHERE = {"INPUT": r"FORWARD\.(?:input|layers\[0\]\.input)", "FORWARD": "forward", "@": r"(?P<layer>\d+)"}


def name(path: str, example: dict) -> tuple[str, str]:
    """The symbol, in a receipt's plain characters or empty, and the words for the number at `path`.

    `example`: the receipt's, with names of inputs and classes. A path that nobody has named is its own name.
    """
    plain, when = at_rest(path)
    for pattern, symbol, words in NAMES:
        for short, long in WHERE.items():
            pattern = pattern.replace(short, long)
        if found := re.fullmatch(pattern.replace("#", r"(\d+)"), plain):
            return fill(found, symbol, example), fill(found, words, example) + when
    return "", path


def at_rest(path):
    """The path without what tells which pass it belongs to, and that in words."""
    plain = path.replace("backward.forward.", "forward.").replace("forward.network.", "network.")
    if plain.startswith("step."):
        return "network." + plain.removeprefix("step."), ", after the step"
    if plain.startswith("again.network."):
        return plain.removeprefix("again."), ", after the step"
    if plain.startswith("again."):
        return "forward." + plain.removeprefix("again."), ", after the step"
    return plain, ", after the step" if plain == "loss_again" else ""


def fill(found, text, example):
    """The symbol or the words of a path with its numbers, counted from 1, and names."""
    layer = found.groupdict().get("layer")
    places = [int(place) for key, place in enumerate(found.groups()) if layer is None or key > 0]
    at = int(layer) + 1 if layer is not None else 0
    features, classes = example.get("feature_names", []), example.get("class_names", [])
    words = {
        "l": at,
        "before": at - 1,
        "after": at + 1,
        "from": "input" if at == 1 else "neuron",
        "name": features[places[0]] if places and places[0] < len(features) else "input",
        "class": classes[places[0]] if places and places[0] < len(classes) else "its class",
    }
    return text.format(*(place + 1 for place in places), **words)
