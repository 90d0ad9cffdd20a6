"""A neural network from scratch that keeps every number it computes."""

from importlib import import_module
from typing import Any

from core.backward import BackwardTrace, backward
from core.example import Example, TrainingStep, load_example, training_step
from core.forward import ForwardTrace, forward
from core.gradient_check import measured_gradients
from core.layer import Layer
from core.network import Network

__all__ = [
    "BackwardTrace", "Evaluation", "Example", "ForwardTrace", "History", "Layer", "Network", "TrainingStep",
    "backward", "evaluate", "forward", "load_example", "measured_gradients", "train", "training_step",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    # What is left is in core.training, which waits until it is asked for: `python -m core.training` loads it once only.
    if name in __all__:
        return getattr(import_module("core.training"), name)
    raise AttributeError(f"core has no {name!r}: it has {', '.join(__all__)}")
