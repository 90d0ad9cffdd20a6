"""The example that the films show: a network, one sample, and one whole training step with it."""

import json
from dataclasses import dataclass
from functools import cached_property
from numbers import Integral
from pathlib import Path

import numpy as np

from core.arrays import finite, in_layer, read_only
from core.backward import BackwardTrace, as_target, backward, loss_of
from core.checks import check_positive
from core.effect import Effect
from core.forward import ForwardTrace, forward
from core.layer import Layer
from core.network import Network
from core.plane import NOISE, Plane, plane_of
from core.samples import Samples
from core.shown import rounded

FILE = Path(__file__).with_name("example.json")


@dataclass(frozen=True, eq=False, kw_only=True)
class Example:
    """A network and one sample. measurements, mean, scale: (n0,), in `units`; source: where the sample is from.
    What should come out is given as true_class, from 0, or as target, (n,); of a class, target is one-hot.
    class_names: one per output, two for a single output; or, where values come out, target_names.
    learning_rate: for the films' single step; test_accuracy: of the network as it is here, from 0 to 1;
    decimals: to how many x is rounded, None for all that it has; thing: what a sample is called, "flower";
    file: that the network was read from, with its sha256; samples: of the same kind, of which the classes are known.
    Raises ValueError for what does not fit.
    """

    title: str
    source: str = ""
    feature_names: tuple[str, ...]
    units: tuple[str, ...]
    class_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    measurements: np.ndarray
    mean: np.ndarray
    scale: np.ndarray
    decimals: int | None = None
    thing: str = "sample"
    true_class: int | None = None
    target: np.ndarray = None  # type: ignore[assignment]  # made of true_class where it is not given
    learning_rate: float
    test_accuracy: float | None = None
    file: str = ""
    sha256: str = ""
    samples: Samples | None = None
    network: Network

    def __post_init__(self) -> None:
        n_in, n_out = self.network.sizes[0], self.network.sizes[-1]
        arrays = {"measurements": n_in, "mean": n_in, "scale": n_in}
        names = {"class_names": max(n_out, 2)} if self.class_names else {"target_names": n_out}
        for name, count in {**arrays, "feature_names": n_in, "units": n_in, **names}.items():
            given = getattr(self, name)
            if len(given) != count:
                raise ValueError(f"{name} has {len(given)} entries: give {count}, as the network has")
            object.__setattr__(self, name, finite(name, given) if name in arrays else tuple(given))
        if self.class_names and self.target_names:
            raise ValueError("class_names and target_names: give one of both")
        if (self.scale <= 0).any():
            raise ValueError(f"scale is {self.scale.tolist()}: give positive numbers")
        if self.decimals is not None and not (isinstance(self.decimals, Integral) and 0 <= self.decimals <= 10):
            raise ValueError(f"decimals must be a whole number from 0 to 10; not {self.decimals!r}")
        check_positive("learning_rate", self.learning_rate)
        trace = forward(self.network, self.x)
        targets = [as_target(trace, given) for given in (self.true_class, self.target) if given is not None]
        if not targets or not np.array_equal(targets[0], targets[-1]):
            raise ValueError("true_class and target: give one of both")
        object.__setattr__(self, "target", targets[0])
        if self.samples is not None:
            self._check(self.samples)

    def _check(self, samples: Samples) -> None:
        """Raise ValueError for samples that do not fit the network and the classes."""
        if not self.class_names:
            raise ValueError("samples have classes: give class_names")
        if samples.measurements.shape[1] != len(self.measurements):
            given = samples.measurements.shape[1]
            raise ValueError(f"samples have {given} measurements each: give {len(self.measurements)}")
        if samples.classes.max() >= len(self.class_names):
            raise ValueError(f"samples have class {samples.classes.max()}: the last is {len(self.class_names) - 1}")

    @property
    def x(self) -> np.ndarray:
        """The input of the network, (n0,): (measurements − mean) / scale, rounded to `decimals`."""
        return self._inputs(self.measurements)

    @property
    def inputs(self) -> np.ndarray | None:
        """The inputs of all `samples`, (n, n0), made like x; None where there are none."""
        return None if self.samples is None else self._inputs(self.samples.measurements)

    def _inputs(self, measurements: np.ndarray) -> np.ndarray:
        with np.errstate(over="ignore"):  # forward refuses the infinity, by name
            x = (measurements - self.mean) / self.scale
        return read_only(x) if self.decimals is None else to_decimals(x, self.decimals)

    @property
    def output_names(self) -> tuple[str, ...]:
        """What the output neurons speak for, (n,): classes, or values; a single neuron for the second class."""
        return (self.class_names or self.target_names)[-self.network.sizes[-1] :]


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One sample forward and backward, the `new_network` after the step, the sample forward `again` through it.
    loss_again: its loss after the step; the one before is backward.loss.
    """

    example: Example
    network: Network
    learning_rate: float
    forward: ForwardTrace
    backward: BackwardTrace
    new_network: Network
    again: ForwardTrace
    loss_again: float

    @property
    def moved(self) -> int:
        """How many weights and biases the step moves: those whose gradient is not zero, nor the noise of rounding."""
        parts = (part for layer in self.backward.layers for part in (layer.grad_weights, layer.grad_biases))
        return int(sum(np.count_nonzero(np.abs(part) > NOISE) for part in parts))

    @cached_property
    def effect(self) -> Effect | None:
        """What the step does to all samples of the example; None where there are none."""
        inputs = self.example.inputs
        if self.example.samples is None or inputs is None:
            return None
        return Effect(self.example.samples, forward(self.network, inputs), forward(self.new_network, inputs))

    @cached_property
    def plane(self) -> Plane | None:
        """What the network says over two of its inputs before the step; None where it has one alone."""
        return plane_of(self.example, self.network)

    @cached_property
    def new_plane(self) -> Plane | None:
        """What it says there after the step."""
        return plane_of(self.example, self.new_network)


def training_step(example: Example, learning_rate: float | None = None) -> TrainingStep:
    """One whole training step on the example's sample, by default with the example's learning rate."""
    rate = example.learning_rate if learning_rate is None else learning_rate
    trace = forward(example.network, example.x)
    gradients = backward(trace, example.target)
    new_network = example.network.step(gradients, rate)
    again = forward(new_network, example.x)
    loss_again = loss_of(again, example.target)
    return TrainingStep(example, example.network, rate, trace, gradients, new_network, again, loss_again)


def load_example(path: Path | str | None = None) -> Example:
    """The example in a file of `python -m networks`, by default FILE. Raises ValueError, with the path, when the
    file holds none.
    """
    path = Path(path or FILE)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        layers = []
        for number, layer in enumerate(data["network"]["layers"], start=1):
            with in_layer(number):
                layers.append(Layer(**layer))
        samples = Samples(**data["samples"]) if data.get("samples") else None
        fields = {**data, "network": Network(tuple(layers), data["network"]["loss"]), "samples": samples}
        return Example(**{name: value for name, value in fields.items() if name != "version"})
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path} holds no Example: {error!r}") from None


def to_decimals(values: np.ndarray, decimals: int) -> np.ndarray:
    """Rounded as at school, in the same shape."""
    return read_only(np.vectorize(rounded, otypes=[float])(values, decimals))
