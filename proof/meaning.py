"""What the sentences of words/ mean: of which places each slot has to speak, and which words belong to an outcome.

Written by hand beside the catalogue, so that a sentence that says something else than what it is filled with is found.
Small letters stand for any index, the same in a whole sentence: l a layer, j and k neurons, i an input, … any more of
them; L is the last layer, `said` the class that the network says, `true` the true one.
"""

import re

# A claim has several places, parted by "and"; a slot that may speak of one of several has these parted by "or".
FEATURE, CLASS, THING = "example.feature_names[i]", "example.class_names[true]", "example.thing"
SAID, Z, A = "forward.predicted_class and example.class_names", "forward.layers[l].z[j]", "forward.layers[l].a[j]"
DELTA, GATE = "backward.layers[l].delta[j]", "backward.layers[l].gate[j]"
ACTIVATION = {"name": "network.layers[l].activation"}
LOSS_SLOTS = {"thing": THING, "truth": CLASS, "p": "forward.layers[L].a[true]"}
MEANING: dict[str, dict[str, str]] = {
    "activation.name": ACTIVATION,
    "activation.short": ACTIVATION,
    "activation.does": ACTIVATION,
    "activation.slope": ACTIVATION,
    "thing.many": {"thing": THING},
    "label.millimetres": {"amount": "twins.difference_in_mm[i]"},
    "label.thing_is": {"thing": THING},
    "label.inputs": {"count": "network.sizes[0]"},
    "label.neurons": {"count": "network.sizes[l]"},
    "label.outputs": {"count": "network.sizes[L+1]"},
    "question.classes": {"classes": "example.class_names[k]", "thing": THING},
    "question.many": {"thing": THING, "count": "network.sizes[L+1]"},
    "question.values": {"values": "example.target_names[k]"},
    "opening.lengths": {
        "one": "example.measurements[i]",
        "other": "example.measurements[i]",
        "unit": "example.units[i]",
    },
    "opening.apart": {"difference": "twins.difference[i]"},
    "opening.which": {"first": "example.class_names[j]", "second": "example.class_names[k]"},
    "opening.numbers": {"count": "network.parameter_count"},
    "architecture.heading": {"thing": THING},
    "architecture.row": {"name": FEATURE, "amount": "example.measurements[i]", "unit": "example.units[i]"},
    "architecture.row_bare": {"name": FEATURE, "amount": "example.measurements[i]"},
    "architecture.row_of_w": {"row": "network.layers[0].weights[j]"},
    "architecture.entry_of_b": {"entry": "network.layers[0].biases[j]"},
    "architecture.layer_count": {
        "n_in": "network.sizes[l]",
        "n_out": "network.sizes[l+1]",
        "count": "network.layers[l].parameter_count",
    },
    "architecture.all_learnt": {"count": "network.parameter_count"},
    "architecture.hidden": {"count": "network.sizes[l+1]"},
    "architecture.outputs_of_kinds": {"count": "network.sizes[L+1]"},
    "architecture.outputs_of_values": {"count": "network.sizes[L+1]"},
    "architecture.ready": {"count": "network.parameter_count", "thing": THING},
    "inputs.as_measured": {"name": FEATURE},
    "inputs.standardised": {
        "name": FEATURE,
        "measured": "example.measurements[i]",
        "mean": "example.mean[i]",
        "scale": "example.scale[i]",
    },
    "forward.the_thing": {"thing": THING},
    "forward.in_numbers": {"thing": THING},
    "forward.goes_through": {"thing": THING},
    "inputs.others_rounded": {"decimals": "example.decimals"},
    "forward.makes_input": {"x": "example.x[i]", "side": "example.x[i]"},
    "forward.goes_in": {"x": "example.x[i]"},
    "forward.one_product": {
        "input": "example.x[i]",
        "weight": "network.layers[0].weights[j, i]",
        "value": "example.x[i]",
        "product": "forward.layers[0].products[j, i]",
    },
    "forward.sum": {"z": "forward.layers[0].z[0]"},
    "forward.so_a": {"a": "forward.layers[0].a[0] or forward.layers[0].z[0]"},
    "forward.other_products": {"count": "forward.layers[0].rest[0, …].count"},
    "forward.switched_off": {"neuron": A, "z": Z, "off": f"{Z} and {A}"},
    "forward.hidden": {"layer": "forward.layers[l]"},
    "forward.sums": {"count": "network.sizes[1]"},
    "forward.neuron_z": {"layer": "forward.layers[l]", "neuron": A, "z": Z},
    "forward.neuron_z_a": {"layer": "forward.layers[l]", "neuron": A, "z": Z, "a": A},
    "forward.output_z": {"name": "example.output_names[j]", "z": "forward.layers[L].z[j]"},
    "forward.output_z_a": {
        "neuron": "forward.layers[L].a[j]",
        "z": "forward.layers[L].z[j]",
        "a": "forward.layers[L].a[j]",
    },
    "forward.add_up": {"sum": "forward.layers[L].exponential_sum"},
    "verdict.says": {"answer": SAID},
    "verdict.computes": {"values": "forward.layers[L].a[k]"},
    "verdict.largest": {"answer": SAID, "p": "forward.layers[L].a[said]"},
    "verdict.probability": {"answer": SAID, "p": "forward.layers[L].a[said]"},
    "verdict.half": {"p": "forward.layers[L].a[0]", "answer": SAID, "side": "forward.layers[L].a[0]"},
    "verdict.right": {"verdict": "forward.predicted_class and example.true_class"},
    "verdict.should_have_been": {"values": "example.target[k]"},
    "verdict.told": {"thing": THING, "truth": CLASS},
    "verdict.missed_probability": LOSS_SLOTS,
    "verdict.missed_output": LOSS_SLOTS,
    "verdict.missed_single": {**LOSS_SLOTS, "p": "forward.layers[L].a[0]", "true": CLASS},
    "backprop.goes_through": {"thing": THING},
    "backprop.loss": {"value": "backward.loss"},
    "backprop.much": {"delta": "backward.layers[L].delta[j]", "size": "backward.layers[L].delta[j]", "thing": THING},
    "backprop.too": {"delta": "backward.layers[L].delta[j]"},
    "backprop.it_said": {
        "truth": CLASS,
        "answer": SAID,
        "verdict": "forward.predicted_class and example.true_class",
    },
    "backprop.gradient": {"a": "forward.layers[l].a[i] or example.x[i]"},
    "backprop.move": {"gradient": "backward.layers[l].grad_weights[j, i]"},
    "backprop.way": {"gradient": "backward.layers[l].grad_weights[j, i]"},
    "backprop.one_share": {
        "output": "backward.layers[l+1].delta[j]",
        "weight": "network.layers[l+1].weights[j, k]",
        "delta": "backward.layers[l+1].delta[j]",
        "share": "backward.layers[l].shares[j, k]",
    },
    "backprop.together": {"total": "backward.layers[l].grad_a[j]"},
    "backprop.gate": {"gate": GATE},
    "backprop.gate_of_relu": {"gate": GATE},
    "backprop.gate_of_identity": {"gate": GATE},
    "backprop.was_off": {"neuron": GATE, "gate": GATE},
    "backprop.back_to": {"layer": "backward.layers[l]"},
    "backprop.row": {"row": "backward.layers[l].grad_a[0]", "total": "backward.layers[l].grad_a[0]"},
    "backprop.same_in_layer": {"layer": "backward.layers[l]"},
    "backprop.against": {"rate": "learning_rate"},
    "backprop.from_to": {"old": "network.layers[l].weights[j, i]", "new": "new_network.layers[l].weights[j, i]"},
    "backprop.all_step": {"count": "network.parameter_count", "moved": "moved"},
    "backprop.same_again": {"thing": THING},
    "backprop.before": {"loss": "backward.loss"},
    "backprop.new_weights": {"thing": THING},
    "backprop.now": {"loss": "loss_again"},
    "backprop.there_are": {"count": "effect.count", "right": "effect.right_count"},
    "backprop.line_moves": {"thing": THING},
    "backprop.rescued_and_lost": {"rescued": "effect.rescued", "lost": "effect.lost"},
    "backprop.best_for_all": {"count": "effect.count"},
    "backprop.right_now": {
        "right": "effect.right_again_count",
        "change": "effect.right_again_count and effect.right_count",
    },
    "backprop.forgot": {"thing": THING, "change": "effect.right_again_count and effect.right_count"},
    "plane.axis": {"name": FEATURE, "unit": "example.units[i]"},
    "plane.dot": {"thing": THING, "across": "example.feature_names[i]", "up": "example.feature_names[h]"},
    "plane.dots": {"thing": THING, "across": "example.feature_names[i]", "up": "example.feature_names[h]"},
    "plane.decision": {"truth": CLASS},
    "plane.beyond": {"thing": THING, "verdict": "forward.predicted_class and example.true_class"},
    "plane.side": {"thing": THING, "z": Z, "side": Z},
    "backprop.outcome": {"change": "loss_again and backward.loss", "thing": THING},
}
LONGER = "not better: the step was too long"
# For each outcome of a claim the words that say it, which no other outcome may have, in English.
SENSE: dict[str, dict[str, dict[str, str]]] = {
    "verdict.right": {"verdict": {"right": "is right", "wrong": "is wrong"}},
    "forward.makes_input": {"side": {"positive": "above average", "negative": "below average", "zero": ": average"}},
    "backprop.it_said": {"verdict": {"right": ", as the network said", "wrong": ", and the network said "}},
    "verdict.half": {"side": {"above": ", above", "below": "not above"}},
    "verdict.missed_single": {"true": {"1": "below one half, at best 0", "2": "above one half, at best 1"}},
    "backprop.too": {"delta": {"positive": "should fall", "negative": "should rise", "zero": "just right"}},
    "backprop.much": {"size": {"little": "little left to learn"}},
    "backprop.way": {"gradient": {"positive": "lower", "negative": "raise", "zero": "leave"}},
    "backprop.gate_of_relu": {
        "gate": {"open": "was on: its output follows its sum", "shut": "was off: had its sum moved"}
    },
    "backprop.gate_of_identity": {"gate": {"open": "all of the blame passes"}},
    "backprop.was_off": {"gate": {"shut": "was off"}},
    "forward.switched_off": {"off": {"off": "is switched off"}},
    "backprop.outcome": {"change": {"lower": "answer is better", "higher": LONGER, "equal": LONGER}},
    "plane.beyond": {"verdict": {"right": "stands inside", "wrong": "stands outside"}},
    "plane.side": {"side": {"positive": "is inside", "negative": "is outside", "zero": "right on the line"}},
    "backprop.right_now": {"change": {"lower": "fewer than", "higher": "more than", "equal": "as many as"}},
    "backprop.forgot": {"change": {"lower": "forgot others", "higher": "good for all", "equal": "One step, for"}},
    "activation.does": {
        "name": {
            "identity": "unchanged",
            "relu": "becomes zero",
            "leaky_relu": "is made small",
            "sigmoid": "between zero and one",
            "tanh": "between minus one and one",
            "softplus": "without its corner",
            "elu": "towards minus one",
            "softmax": "probabilities",
        }
    },
}


def bound(places: list[str], patterns: list[str], known: dict[str, int]) -> bool:
    """Whether places are what patterns mean; letters that are bound by it are noted in `known`."""
    found = dict(known)
    for place, pattern in zip(places, patterns, strict=True):
        mine, due = (re.split(r"\[([^]]*)\]", text) for text in (place, pattern))
        if mine[::2] != due[::2]:
            return False
        for indices, letters in zip(mine[1::2], due[1::2], strict=True):
            pairs = list(zip(indices.split(", "), letters.removesuffix(", …").split(", "), strict=False))
            as_many = indices.count(",") == letters.count(",") or letters.endswith("…")
            if not as_many or not all(same(int(i), letter, found) for i, letter in pairs):
                return False
    known.update(found)
    return True


def same(index: int, letter: str, known: dict[str, int]) -> bool:
    """Whether an index is what a letter, such as j or l+1, stands for; a new letter is bound to it."""
    name, _, more = letter.partition("+")
    if name.isdigit():
        return index == int(name)
    return known.setdefault(name, index - int(more or 0)) + int(more or 0) == index
