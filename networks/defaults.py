"""What completes a network and its sample to an Example: plain names, and a learning rate that is not too large."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from core import Example, backward, forward, training_step

# From 0.2 down to 1e-6.
RATES = tuple(float(f"{digit}e{power}") for power in range(-1, -7, -1) for digit in (2, 1, 0.5))[:-1]
OUT_OF_REACH = "train on standardised inputs and give their mean and scale, or take another sample"
HOW = "give INPUT=5.1,1.4 and TARGET=class, or SAMPLE=17, a row of the table DATA=samples.csv"


def is_of_classes(fields: dict[str, Any]) -> bool:
    """Whether the network chooses between classes; otherwise it computes values."""
    if fields.get("target_names"):
        return False
    return bool(fields.get("class_names")) or "true_class" in fields or fields["network"].loss == "cross_entropy"


def default_names(word: str, count: int, first: int = 1) -> tuple[str, ...]:
    """x1, x2 and so on."""
    return tuple(word.format(number) for number in range(first, first + count))


def default_classes(fields: dict[str, Any]) -> tuple[str, ...]:
    """The names class 0, class 1 and so on: counted as TARGET and true_class count."""
    return default_names("class {}", max(fields["network"].sizes[-1], 2), 0)


def class_names_of(fields: dict[str, Any]) -> tuple[str, ...] | None:
    """The names of the classes that the file gives, and not this program; None where it gives none."""
    names = fields.get("class_names")
    return names if names and names != default_classes(fields) else None


def hint_of_classes(fields: dict[str, Any]) -> str:
    """What helps where a softmax was left to the loss, as PyTorch does."""
    *before, last = (layer.activation for layer in fields["network"].layers)
    if last != "identity":
        return "a network that ends in softmax or sigmoid"
    end = "softmax" if fields["network"].sizes[-1] > 1 else "sigmoid"
    return f"name all ACTIVATIONS, {end} last: ACTIVATIONS={','.join([*before, end])}"


def with_names(fields: dict[str, Any], path: Path) -> dict[str, Any]:
    """The fields, with a question for a title and plain names where there are none, or empty ones."""
    n_in, n_out = fields["network"].sizes[0], fields["network"].sizes[-1]
    outputs = {"class_names": default_classes(fields)}
    if not is_of_classes(fields):
        outputs = {"target_names": default_names("y{}", n_out)}
    question = "Which class is it?" if is_of_classes(fields) else "Which values come out?"
    named = {"title": fields.get("title") or question}
    named["thing"] = fields.get("thing") or "sample"
    for name, plain in {"feature_names": default_names("x{}", n_in), **outputs}.items():
        given = fields.get(name) or plain
        named[name] = tuple(one or plain[place % len(plain)] for place, one in enumerate(given))
    return {**fields, **named}


def completed(fields: dict[str, Any]) -> Example:
    """The example of named fields, of which one whole training step has been tried.
    Raises ValueError for what does not fit, and where there is no sample.
    """
    if "measurements" not in fields or ("true_class" not in fields and "target" not in fields):
        raise ValueError(f"no {'target' if 'measurements' in fields else 'sample'} to film: {HOW}")
    n_in = fields["network"].sizes[0]
    plain = {"units": ("",) * n_in, "mean": np.zeros(n_in), "scale": np.ones(n_in), "learning_rate": RATES[-1]}
    example = Example(**{**plain, **fields})
    if "learning_rate" not in fields:
        return replace(example, learning_rate=lowering_rate(example))
    try:
        training_step(example)
    except ValueError as error:
        raise ValueError(f"a step with learning_rate {example.learning_rate:g}: {error}: give a smaller one") from None
    return example


def lowering_rate(example: Example) -> float:
    """The first of RATES with which one step lowers the loss of the sample; the last where none does.
    Raises ValueError where a step, even with the last, leaves the finite numbers.
    """
    try:
        loss = backward(forward(example.network, example.x), example.target).loss
    except ValueError as error:
        raise ValueError(f"no step can lower the loss of this sample: {error}; {OUT_OF_REACH}") from None
    for rate in RATES:
        try:
            if training_step(example, rate).loss_again < loss or rate == RATES[-1]:
                return rate
        except ValueError as error:  # so long a step leaves the finite numbers
            said = str(error)
    raise ValueError(f"no learning rate from {RATES[0]} to {RATES[-1]:.6f} can be used: {said}; {OUT_OF_REACH}")
