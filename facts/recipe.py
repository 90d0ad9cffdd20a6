"""How each kind of record of core came to be, so that whatever is shown can be computed again by anyone."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core import BackwardTrace, Example, ForwardTrace, Layer, Network, TrainingStep, backward, forward, training_step
from core.plane import Plane, plane_of
from core.samples import Samples
from core.twin import Twins


@dataclass(frozen=True)
class Recipe:
    """One kind of record: where its places stand in a training step, what it was made of, and how."""

    root: str
    given: Callable[[Any], dict[str, Any]]
    made: Callable[[dict[str, Any]], Any]


def plain(record: Any) -> Any:
    """A record as JSON holds it."""
    return json.loads(json.dumps(record, default=lambda it: it.tolist() if hasattr(it, "tolist") else vars(it)))


def network_of(given: dict[str, Any]) -> Network:
    """The network in what JSON gave."""
    return Network(tuple(Layer(**layer) for layer in given["layers"]), given["loss"])


def example_of(given: dict[str, Any]) -> Example:
    """The example in what JSON gave."""
    samples = Samples(**given["samples"]) if given.get("samples") else None
    fields = {name: value for name, value in given.items() if name != "version"}
    return Example(**fields | {"network": network_of(given["network"]), "samples": samples})


# By the names of the kinds in a receipt. A kind of record that is not here cannot be shown: nobody could check it.
RECIPES: dict[str, Recipe] = {
    "step": Recipe(
        "",
        lambda step: {"example": plain(step.example), "learning_rate": step.learning_rate},
        lambda given: training_step(example_of(given["example"]), given["learning_rate"]),
    ),
    "example": Recipe(
        "example", lambda example: {"example": plain(example)}, lambda given: example_of(given["example"])
    ),
    "forward": Recipe(
        "forward",
        lambda trace: {"network": plain(trace.network), "input": plain(trace.input)},
        lambda given: forward(network_of(given["network"]), given["input"]),
    ),
    "backward": Recipe(
        "backward",
        lambda trace: RECIPES["forward"].given(trace.forward) | {"target": plain(trace.target)},
        lambda given: backward(RECIPES["forward"].made(given), given["target"]),
    ),
    "network": Recipe(
        "network", lambda network: {"network": plain(network)}, lambda given: network_of(given["network"])
    ),
    "plane": Recipe(
        "plane",
        lambda plane: {"example": plain(plane.example), "network": plain(plane.network)},
        lambda given: plane_of(example_of(given["example"]), network_of(given["network"])),
    ),
    "twins": Recipe(
        "twins",
        lambda twins: {"example": plain(twins.one), "other": plain(twins.other)},
        lambda given: Twins(example_of(given["example"]), example_of(given["other"])),
    ),
}
KINDS: dict[type, str] = {
    TrainingStep: "step",
    Example: "example",
    ForwardTrace: "forward",
    BackwardTrace: "backward",
    Network: "network",
    Plane: "plane",
    Twins: "twins",
}


def kind_of(record: Any) -> str:
    """The kind of a record. Raises TypeError for what has no recipe."""
    if type(record) not in KINDS:
        known = ", ".join(kind.__name__ for kind in KINDS)
        raise TypeError(f"a {type(record).__name__} has no recipe in facts/recipe.py: show numbers of {known}")
    return KINDS[type(record)]


def given_of(record: Any) -> dict[str, Any]:
    """What a record was computed from."""
    return RECIPES[kind_of(record)].given(record)
