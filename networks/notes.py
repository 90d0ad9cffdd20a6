"""What a user may want to know of the sample that was chosen, though nothing is wrong: one line each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from core import Example, forward, training_step
from core.backward import one_hot
from core.example import to_decimals
from networks.defaults import OUT_OF_REACH, RATES, hint_of_classes
from networks.sample import Asked
from networks.untrusted import NetworkFileError
from networks.whole_rows import batches

# A network that is surer than this of the right class has next to nothing to learn from the sample.
SURE = 0.99


def notes_on(example: Example, fields: dict[str, Any], path: Path, asked: Asked) -> Iterator[str]:
    """The lines for an example that was made of these fields, of the file at `path`, and of what was asked."""
    if asked.sample is None and (better := proposal(example, path, asked)):
        yield better
    elif "learning_rate" not in fields and (note := note_on_rate(example)):
        yield note
    if example.class_names and example.network.layers[-1].activation == "identity":
        hint = hint_of_classes(fields)
        yield f"it ends without softmax, so the films show values and their squared error; for probabilities, {hint}"


def note_on_rate(example: Example) -> str | None:
    """That no step lowers the loss, and why; None where one does, or where nothing is wrong."""
    step = training_step(example)
    before, after = step.backward.loss, step.loss_again
    if after < before or before == 0:
        return None
    if after == before:
        return f"no step changes the loss of this sample, {before:.4g}, as its gradients vanish: choose another sample"
    tried = f"no learning rate from {RATES[0]} to {RATES[-1]:.6f} lowers the loss of this sample"
    return f"{tried}: with the last, which the films show, it goes from {before:.4g} to {after:.4g}; {OUT_OF_REACH}"


def proposal(example: Example, path: Path, asked: Asked) -> str | None:
    """A row of the table that is worth more than a sample of which the network is sure; None where there is none."""
    if example.true_class is None or example.network.loss != "cross_entropy" or not example.class_names:
        return None
    table = asked.table(path)
    x, classes = example.x[None], np.array([example.true_class])
    if probabilities(example, x, classes)[0] <= SURE or not (asked.data or table.is_file()):
        return None
    try:
        row, probability, right = least_sure(example, table, asked.target_column)
    except ValueError:  # the table is another's, or has no row that fits
        return None
    if probability > SURE:
        return None
    what = "one that it is less sure of" if right else "one that it gets wrong"
    instead = " (then without INPUT and TARGET)" if asked.input is not None or asked.target is not None else ""
    return f"the network is sure of this sample, and learns next to nothing from it: SAMPLE={row} is {what}{instead}"


def least_sure(example: Example, path: Path, target_column: str | None) -> tuple[int, float, bool]:
    """The row of the table with the largest loss, the probability of its class, and whether the network is right.
    Raises ValueError where no row fits.
    """
    worst: tuple[float, int, float, bool] | None = None
    for numbers, measurements, classes in batches(vars(example), path, target_column):
        x = (measurements - example.mean) / example.scale
        x = x if example.decimals is None else to_decimals(x, example.decimals)
        try:
            trace = forward(example.network, x)
        except ValueError:  # an overflow: no row to be shown
            continue
        last = trace.layers[-1]
        targets = one_hot(classes, example.network.sizes[-1])
        losses = example.network.loss_function.function(last.layer, last.z, targets)
        place = int(losses.argmax())
        if worst is None or losses[place] > worst[0]:
            chosen = slice(place, place + 1)
            right = bool(np.asarray(trace.predicted_class)[place] == classes[place])
            worst = losses[place], numbers[place], probabilities(example, x[chosen], classes[chosen])[0], right
    if worst is None:
        raise NetworkFileError(path, "has no row that fits")
    return worst[1:]


def probabilities(example: Example, x: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """What the network gives to the right class of each sample."""
    output = forward(example.network, x).output
    if output.shape[1] == 1:
        return np.where(classes == 1, output[:, 0], 1 - output[:, 0])
    return output[np.arange(len(classes)), classes]
