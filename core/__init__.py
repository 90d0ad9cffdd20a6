"""A neural network from scratch that keeps every number it computes."""

from importlib import import_module

from core.backward import BackwardTrace, backward
from core.forward import ForwardTrace, forward
from core.network import Layer, Network

__all__ = [
    "BackwardTrace", "Evaluation", "Example", "ForwardTrace", "History", "Layer", "Network", "TrainingStep",
    "backward", "evaluate", "forward", "load_example", "measured_gradients", "train", "training_step",
]  # fmt: skip


def __getattr__(name: str):
    # These wait until they are asked for, so that `python -m core.training` loads its own module once only,
    # and the forward pass does not wait for scikit-learn.
    for home in ("core.training", "core.example", "core.gradient_check") if name in __all__ else ():
        if hasattr(module := import_module(home), name):
            return getattr(module, name)
    raise AttributeError(f"core has no {name!r}: it has {', '.join(__all__)}")
