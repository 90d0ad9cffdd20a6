"""A worksheet with the films' own numbers, and its answer key, set by Typst."""

import json
import re
from pathlib import Path

import typst

from facts import number
from publishing.films import Film, PublishError, find_films
from publishing.names import output_names
from publishing.replacing import making
from words import catalogue, sentence

TEMPLATE = Path(__file__).with_suffix(".typ")
# More neurons of a layer than these find no room on the page; the sheet says how many it leaves out.
MOST_NEURONS = 8
WORKED = re.compile(r"backward\.layers\[(\d+)\]\.grad_weights\[(\d+), (\d+)\]")


def answers(films: list[Film]) -> dict[str, str]:
    """Every number that the films show, by its path: a result as its equation shows it, others at their longest."""
    results, shown = {}, {}
    for film in films:
        for equation in film.receipt.equations:
            if equation.result:
                results.setdefault(equation.result, equation.right)
        for one in film.receipt.numbers:
            shown[one.path] = max(shown.get(one.path, ""), one.text, key=len)
    return shown | results


def worksheet(films: list[Film]) -> dict:
    """What the template sets: the network, the sample, and for each blank what belongs there.

    Where no film shows a number its blank is None and left out. Raises PublishError if there is nothing to fill in.
    """
    example, known = films[0].receipt.example, answers(films)
    layers = [described(layer, place, known) for place, layer in enumerate(example["network"]["layers"])]
    if not any(answer for layer in layers for answer in layer["z"]):
        raise PublishError("no film shows a forward pass: type make render FILM=forward_pass")
    return {
        "title": example["title"],
        "features": [
            {"name": name, "x": known.get(f"example.x[{i}]"), "measured": f"{written(value)} {unit}".strip()}
            for i, (name, unit, value) in enumerate(
                zip(example["feature_names"], example["units"], example["measurements"], strict=True)
            )
        ],
        "outputs": output_names(example),
        "truth": truth_of(example),
        "sizes": [len(example["measurements"]), *(layer["size"] for layer in layers)],
        "most": MOST_NEURONS,
        "layers": layers,
        "targets": [known.get(f"example.target[{k}]") for k in range(len(output_names(example)))],
        "loss_kind": loss_kind(example),
        "loss": known.get("backward.loss"),
        "loss_again": known.get("loss_again"),
        "rate": known.get("learning_rate", written(example["learning_rate"])),
        "weight": worked_weight(films, known),
        "words": words_of_the_sheet(),
    }


def words_of_the_sheet() -> dict[str, str]:
    """The sentences of the sheet as they stand in words/, with their slots, which the template fills."""
    names = [key.removeprefix("worksheet.") for key in catalogue().entries if key.startswith("worksheet.")]
    return {name: catalogue().template(f"worksheet.{name}", {}) for name in names}


def truth_of(example):
    """The name of the true class; None where values, or several labels, come out."""
    true = example.get("true_class")
    return None if true is None else example["class_names"][true]


def loss_kind(example):
    """How the loss is worked out: "log" of an output, "log_of_other" of what it leaves to 1, "entropy" or "squares"."""
    activation, true = example["network"]["layers"][-1]["activation"], example.get("true_class")
    if example["network"]["loss"] == "mean_squared_error":
        return "squares"
    if true is None or (activation == "sigmoid" and len(output_names(example)) > 1):
        return "entropy"
    return "log" if true or activation == "softmax" else "log_of_other"


def described(layer, place, known):
    """One layer: what is given of it, and the answers for its first neurons."""
    rows, columns = (range(min(count, MOST_NEURONS)) for count in (len(layer["biases"]), len(layer["weights"][0])))

    def blanks(name):
        return [known.get(name.format(j)) for j in rows]

    said = {"name": layer["activation"], "slope": written(layer.get("slope") or 0)}
    return {
        "activation": layer["activation"],
        "rule": sentence("activation.rule", **said),
        "gate_rule": sentence("activation.gate", **said),
        "size": len(layer["biases"]),
        "weights": [[written(layer["weights"][j][i]) for i in columns] for j in rows],
        "biases": [written(layer["biases"][j]) for j in rows],
        "z": blanks(f"forward.layers[{place}].z[{{}}]"),
        "a": blanks(f"forward.layers[{place}].a[{{}}]"),
        "grad_a": blanks(f"backward.layers[{place}].grad_a[{{}}]"),
        "gate": blanks(f"backward.layers[{place}].gate[{{}}]"),
        "delta": blanks(f"backward.layers[{place}].delta[{{}}]"),
    }


def worked_weight(films, known):
    """The weight whose step a film works out: its layer, neuron and input, its value, gradient and new value."""
    for film in films:
        for equation in film.receipt.equations:
            found = WORKED.fullmatch(equation.result or "")
            new = found and "new_network.layers[{}].weights[{}, {}]".format(*found.groups())
            if new in known:
                layer, j, i = map(int, found.groups())
                old = film.receipt.example["network"]["layers"][layer]["weights"][j][i]
                gradient = equation.right
                return {"layer": layer, "j": j, "i": i, "old": written(old), "gradient": gradient, "new": known[new]}
    return None


def written(value: float) -> str:
    """A number of the example as a film would write it, with one decimal at least."""
    return number.written(value, max(1, number.decimals_of(value)))


def write_worksheet(media: Path, quality: str) -> Path:
    """Set media/worksheet.pdf from the films' receipts; its path. Raises PublishError if films are missing."""
    path, data = media / "worksheet.pdf", worksheet(find_films(media, quality))
    pdf = typst.compile(TEMPLATE, sys_inputs={"data": json.dumps(data)}, ignore_system_fonts=True)
    with making(path) as file:
        file.write_bytes(pdf)
    return path
