"""How each number is computed: which operands an equation for it must have, in which order.

A way is a list of terms, each a tuple of canonical paths; some numbers can be had in more than one.
"""

import re
from collections import Counter
from collections.abc import Sequence

from facts.ref import Ref
from proof import plain
from proof.recompute import Recomputed

Terms = Sequence[tuple[str, ...]]


def ways_to(result: str | None, recomputed: Recomputed) -> list[Terms] | None:
    """The ways to compute what stands at a canonical path; None where none is known.

    Without a path: those that give 1, as the outputs of softmax do together.
    """
    last, n = len(recomputed.layers) - 1, recomputed.sizes[-1]
    if result is None:
        return [[(f"{trace}.layers[{last}].a[{k}]",) for k in range(n)] for trace in ("forward", "again")]
    try:
        place = Ref.parse(result)
    except LookupError:
        return None
    compute = {
        "forward": in_forward,
        "again": in_forward,
        "backward": in_backward,
        "new_network": in_new_network,
        "network": in_counts,
        "loss_again": in_backward,
        "example": in_example,
    }.get(place.root)
    return compute(recomputed, place) if compute else None


def entering(root: str, layer: int, i: int) -> str:
    """What neuron i sends into a layer."""
    return f"{root}.layers[{layer - 1}].a[{i}]" if layer else f"example.x[{i}]"


def in_example(recomputed: Recomputed, ref: Ref) -> list[Terms] | None:
    """An input is the measurement less the mean, over the standard deviation."""
    names = "measurements", "mean", "scale"
    return [[tuple(f"example.{name}[{ref.index[0]}]" for name in names)]] if ref.field == "x" else None


def in_forward(recomputed: Recomputed, ref: Ref) -> list[Terms] | None:
    """Products, z, a, and the powers of softmax."""
    root, layer = ref.root, ref.layer or 0
    network, here = "network" if root == "forward" else "new_network", f"{root}.layers[{layer}]"
    match ref.field, list(ref.index):
        case "z", [j]:
            into, bias = range(recomputed.sizes[layer]), (f"{network}.layers[{layer}].biases[{j}]",)
            pairs = [(f"{network}.layers[{layer}].weights[{j}, {i}]", entering(root, layer, i)) for i in into]
            return [[*pairs, bias], [*((f"{here}.products[{j}, {i}]",) for i in into), bias]]
        case "products", [j, i]:
            return [[(f"{network}.layers[{layer}].weights[{j}, {i}]", entering(root, layer, i))]]
        case "a", [j] if recomputed.activations[layer] == "softmax":
            return [[(f"{here}.exponentials[{j}]", f"{here}.exponential_sum")]]
        case "a", [j] if plain.ACTIVATIONS[recomputed.activations[layer]].slope is not None:  # max(slope · z, z)
            return [[(f"network.layers[{layer}].slope", f"{here}.z[{j}]", f"{here}.z[{j}]")]]
        case "a", [j] if recomputed.activations[layer] == "elu":  # min(max(0, z), e^z − 1)
            return [[(f"{here}.z[{j}]",) * 2]]
        case ("a", [j]) | ("exponentials", [j]):
            return [[(f"{here}.z[{j}]",)]]
        case "exponential_sum", []:
            return [[(f"{here}.exponentials[{k}]",) for k in range(recomputed.sizes[layer + 1])]]
    return None


def in_backward(recomputed: Recomputed, ref: Ref) -> list[Terms] | None:
    """The loss, and the deltas and gradients of each layer."""
    root, layer = ref.root, ref.layer or 0
    here, after = f"backward.layers[{layer}]", f"layers[{layer + 1}]"
    output = layer == len(recomputed.layers) - 1
    match ref.field, list(ref.index):
        case ("loss", []) | (None, []):
            return losses(recomputed, "again" if root == "loss_again" else "forward")
        case "delta", [j] if output:  # of the squared error 2/n (a − y) f′(z), where f′ may be 1, and n too
            pair, squared = (f"forward.layers[{layer}].a[{j}]", f"example.target[{j}]"), recomputed.loss[0] == "m"
            factors = [
                (),
                (outputs_of(recomputed),),
                (f"{here}.gate[{j}]",),
                (outputs_of(recomputed), f"{here}.gate[{j}]"),
            ]
            return [[pair + more] for more in factors[: 4 if squared else 1]]
        case "delta", [j]:
            return [[(f"{here}.grad_a[{j}]", f"{here}.gate[{j}]")]]
        case "shares", [j, k]:
            return [[(f"network.{after}.weights[{j}, {k}]", f"backward.{after}.delta[{j}]")]]
        case "grad_a", [k] if not output:
            onward = range(recomputed.sizes[layer + 2])
            pairs = [(f"network.{after}.weights[{j}, {k}]", f"backward.{after}.delta[{j}]") for j in onward]
            return [pairs, [(f"{here}.shares[{j}, {k}]",) for j in onward]]
        case "gate", [k]:
            a = f"forward.layers[{layer}].a[{k}]"
            return [[(f"forward.layers[{layer}].z[{k}]",)], [(a,)], [(a, a)]]
        case "grad_weights", [j, i]:
            return [[(f"{here}.delta[{j}]", entering("forward", layer, i))]]
        case "grad_biases", [j]:
            return [[(f"{here}.delta[{j}]",)]]
    return None


def outputs_of(recomputed: Recomputed) -> str:
    """The number of outputs, as a place."""
    return f"network.sizes[{len(recomputed.layers)}]"


def losses(recomputed: Recomputed, trace: str) -> list[Terms]:
    """The loss of the output: the terms of outputs whose target is 0 say nothing after softmax."""
    last = len(recomputed.layers) - 1
    outputs = [f"{trace}.layers[{last}].a[{k}]" for k in range(recomputed.sizes[-1])]
    pairs = [(p, f"example.target[{k}]") for k, p in enumerate(outputs)]
    if recomputed.loss == "mean_squared_error":
        return [pairs, [*pairs, (outputs_of(recomputed),)]]
    if recomputed.activations[-1] == "sigmoid":  # a target of 1 leaves ln p, of 0 ln(1 − p); others need both
        return [[(p,) for p in outputs], [(y, p, y, p) for p, y in pairs]]
    said = [pair for pair, y in zip(pairs, recomputed.target or [], strict=True) if y]
    return [said, [(p,) for p, _ in said]] if 1 in (recomputed.target or []) else [said]


def in_new_network(recomputed: Recomputed, ref: Ref) -> list[Terms] | None:
    """A weight or bias less the learning rate times its gradient."""
    if ref.field not in ("weights", "biases"):
        return None
    field, here, place = ref.field, f"layers[{ref.layer}]", f"[{', '.join(map(str, ref.index))}]"
    gradients = [f"backward.{here}.grad_{field}{place}"]
    if field == "biases":
        gradients.append(f"backward.{here}.delta{place}")  # for one sample, these are the same numbers
    return [[(f"network.{here}.{field}{place}", "learning_rate", gradient)] for gradient in gradients]


def in_counts(recomputed: Recomputed, ref: Ref) -> list[Terms] | None:
    """One weight for each pair of neurons, one bias for each neuron."""
    layers = range(len(recomputed.layers)) if ref.layer is None else [ref.layer]
    if ref.field != "parameter_count":
        return None
    counts = [(f"network.sizes[{n}]", f"network.sizes[{n + 1}]", f"network.sizes[{n + 1}]") for n in layers]
    return [counts, [(f"network.layers[{n}].parameter_count",) for n in layers]] if ref.layer is None else [counts]


def rest_of(operand: str, result: str | None) -> list[int] | None:
    """The terms which a long sum shows one by one, if the operand stands for all others; None if it does not."""
    rest = re.fullmatch(r"(.*)\.(rest|exponentials_rest)\[(\d+)((?:, \d+)*)\]\.total", operand)
    whole = re.fullmatch(r"(.*)\.(z|grad_a|exponential_sum)(?:\[(\d+)\])?", result or "")
    if not rest or not whole or (rest[1], rest[3]) != (whole[1], whole[3] or "0"):
        return None
    return [int(i) for i in rest[4].split(",")[1:]]


def difference(terms: Terms, operands: list[str], result: str | None) -> str | None:
    """What is wrong with the operands of a sum of these terms, in words; None where nothing is."""
    given = [operand for operand in operands if rest_of(operand, result) is None]
    for operand in operands:
        shown = rest_of(operand, result)
        if shown is not None:
            count = len(terms) - bool(re.search(r"\.z\[", result or ""))  # the bias is no part of the rest
            terms = [term for i, term in enumerate(terms) if i in shown or i >= count]
    for term in terms:
        here, due = Counter(given[: len(term)]), Counter(term)
        if here != due:
            return f"{next(iter(here - due), 'nothing')} stands where {next(iter(due - here))} belongs"
        given = given[len(term) :]
    return f"{given[0]} is one too many" if given else None
