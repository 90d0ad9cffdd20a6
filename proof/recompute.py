"""Everything that a film may show of one sample, computed twice: by `core`, and by `plain`."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from types import SimpleNamespace

from facts.recipe import RECIPES
from facts.ref import Ref, canonical, look_up
from proof import plain
from proof.arithmetic import written
from proof.nudging import Nudging
from proof.others import Sheet, effect, pulls
from proof.traced import traced, twins_of


class WhenAsked(dict):
    """Numbers by their names; those that are not there are computed when they are asked for."""

    def __init__(self, numbers: dict, compute: Callable[[str], dict]):
        super().__init__(numbers)
        self.compute = compute

    def __missing__(self, name: str) -> dict:
        self[name] = self.compute(name)
        return self[name]


class Recomputed:
    """One sample, forward, backward, one step, and forward again; each number from two computations.

    `core` and `plain` hold them by the same paths; `layers`, `x`, `target`, `loss` are lists and names, as JSON
    gave them. What was given is of one of the kinds in facts/recipe.py: for each, plain Python has its own way.
    """

    def __init__(self, given: dict):
        self.core = computed_by_core(given)
        network = given["network"] if "network" in given else given["example"]["network"]
        self.layers = [plain.Layer(**layer) for layer in network["layers"]]
        self.loss, self.activations = network["loss"], [layer.activation for layer in self.layers]
        self.sizes = [len(self.layers[0].weights[0]), *(len(layer.biases) for layer in self.layers)]
        example = given.get("example", given)
        self.decimals = example.get("decimals")
        self.x, self.target = inputs(example, self.decimals), targets(example, self.sizes[-1])
        rate = given.get("learning_rate", example.get("learning_rate"))
        self.sheets: dict[str, Sheet] = {}
        self.plain = WhenAsked(traced(self.layers, self.loss, self.x, self.target, rate), self.asked)
        names = (example.get("class_names") or example.get("target_names") or [])[-self.sizes[-1] :]
        self.plain["example"] = example | {"x": self.x, "target": self.target, "output_names": names}
        if example.get("samples"):
            rows = example["samples"]["measurements"]
            self.plain["example"]["inputs"] = [inputs(example | {"measurements": row}, self.decimals) for row in rows]
        if "other" in given:
            self.plain["twins"] = twins_of(example, given["other"])

    def asked(self, name: str) -> dict:
        """What is computed only where a film shows it: the "effect" of the step on all samples, a "plane"."""
        example, after = self.plain["example"], self.layers
        if name in ("effect", "new_plane"):
            moved = self.plain["new_network"]["layers"]
            pairs = zip(self.layers, moved, strict=True)
            after = [replace(old, weights=new["weights"], biases=new["biases"]) for old, new in pairs]
        if name == "effect" and example.get("samples"):
            return effect(self.loss, self.layers, after, example["inputs"], example["samples"]["classes"])
        if name in ("plane", "new_plane"):
            self.sheets[name] = self._sheet(name, after)
            return self.sheets[name].numbers
        raise KeyError(name)

    def sheet(self, name: str) -> Sheet:
        """The "plane" or "new_plane". Raises LookupError where there is none."""
        look_up(self.plain, f"{name}.low")
        return self.sheets[name]

    def _sheet(self, name: str, layers: list[plain.Layer]) -> Sheet:
        """A plane of core, of these layers, over the same two inputs. Raises LookupError where another matters more."""
        core, example = getattr(self.core, name, None), self.plain["example"]
        if core is None or self.x is None:
            raise LookupError(f"there is no {name}")
        others = example.get("inputs", [])
        if "backward" in self.plain:
            pull = pulls(self.layers, self.plain["backward"]["layers"][0]["delta"], others, self.x)
            chosen = pull[core.across], pull[core.up]
            least = min(chosen) + 1e-9 * max(pull) + 1e-12  # rounding may put either of two that are alike first
            if any(one > least for i, one in enumerate(pull) if i not in (core.across, core.up)):
                raise LookupError("another input matters more than those of the plane")
        return Sheet(layers, core.across, core.up, example)

    @cached_property
    def nudging(self) -> Nudging:
        """What measures derivatives of this network for this sample."""
        if self.x is None or self.target is None:
            raise LookupError("there is no loss without an input and a target")
        return Nudging(self.layers, self.x, self.target, self.loss)

    @cached_property
    def size(self) -> float:
        """The largest sum that could go into a neuron, were all its terms positive: rounding errors grow with it."""
        entering, largest = [abs(value) for value in self.x or []], 0.0
        for layer in self.layers if entering else []:
            entering = [
                sum((abs(w) * value for w, value in zip(row, entering, strict=True)), abs(bias))
                for row, bias in zip(layer.weights, layer.biases, strict=True)
            ]
            largest = max(largest, *entering)
        return largest

    def twice(self, path: str) -> tuple[float, float]:
        """The number at a path by core, and by plain Python. Raises LookupError where there is none."""
        found = [look_up(computed, path) for computed in (self.core, self.plain)]
        for value in found:
            if isinstance(value, bool) or not hasattr(value, "__float__") or len(getattr(value, "shape", ())) > 0:
                raise LookupError(f"{path} is no number")
        return float(found[0]), float(found[1])

    def texts(self, path: str) -> str | list[str] | None:
        """The text or texts at a path; None where something else stands."""
        ref = Ref.parse(self.canonical(path))
        if ref.field == "activation" and ref.layer is not None:
            return self.activations[ref.layer]
        found = look_up(self.plain, path) if ref.root == "example" else None
        wordy = isinstance(found, str) or (isinstance(found, list) and found and isinstance(found[0], str))
        return found if wordy else None

    @cached_property
    def constants(self) -> dict[str, int]:
        """The last layer, the class that the network says, the true one: letters that sentences' meanings use."""
        known = {"L": len(self.layers) - 1}
        if "forward" in self.plain:
            known["said"] = self.plain["forward"]["predicted_class"]
        truth = self.plain["example"].get("true_class")
        return known if truth is None else known | {"true": truth}

    def canonical(self, path: str) -> str:
        """The one name of a place."""
        return canonical(path, len(self.layers) - 1)


def computed_by_core(given: dict) -> SimpleNamespace:
    """The record of core, by the places of a training step. Raises KeyError, TypeError, ValueError for what is none."""
    recipe = RECIPES[given["kind"]]
    record = recipe.made(given)
    if not recipe.root:
        return record
    known = {recipe.root: record}
    if recipe.root == "backward":
        known["forward"] = record.forward
    if recipe.root in ("forward", "backward"):
        known["network"] = known["forward"].network
    return SimpleNamespace(**known)


def inputs(example: dict, decimals: int | None) -> list[float] | None:
    """What enters the network: as given, or measured, standardised and rounded."""
    if "measurements" not in example:
        return example.get("input")
    values = zip(example["measurements"], example["mean"], example["scale"], strict=True)
    x = [(measured - mean) / scale for measured, mean, scale in values]
    return x if decimals is None else [float(written(value, decimals).replace("−", "-")) for value in x]


def targets(example: dict, outputs: int) -> list[float] | None:
    """What should come out: as given, or 1 at the true class."""
    if example.get("target") is not None or example.get("true_class") is None:
        return example.get("target")
    true = example["true_class"]
    return [float(true)] if outputs == 1 else [float(k == true) for k in range(outputs)]


def largest_of(recomputed: Recomputed, ref: Ref) -> float:
    """The largest size among the values of a place's layer; of weights after the step, among those before it."""
    layer = ref.layer or 0
    if ref.field == "x":
        values = recomputed.x or []
    elif ref.field == "weights":
        values = [w for row in recomputed.layers[layer].weights for w in row]
    elif ref.field == "grad_weights":
        deltas = recomputed.plain["backward"]["layers"][layer]["delta"]
        values = [d * v for d in deltas for v in recomputed.plain["forward"]["layers"][layer]["input"]]
    else:
        values = recomputed.plain[ref.root]["layers"][layer][ref.field]
    return max(map(abs, values))
