"""Networks that are in memory: fitted by scikit-learn, or built with PyTorch. They become fields of an Example."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core import Layer, Network
from networks.contents import activation_of

# The activations of torch.nn, and of core.
TORCH = {
    "ReLU": "relu", "LeakyReLU": "leaky_relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus",
    "Softmax": "softmax",
}  # fmt: skip


def from_sklearn(model: Any, scaler: Any = None, **fields: Any) -> dict[str, Any]:
    """The fields of an Example in a fitted MLPClassifier or MLPRegressor, and in its StandardScaler.
    model may be a pipeline of both. fields: more of them, such as title, units, measurements and true_class.
    `write` makes JSON of them. Raises ValueError for anything else, and for what is not fitted.
    """
    if hasattr(model, "steps"):
        *before, (_, model) = model.steps
        if len(before) > 1 or scaler is not None:
            raise ValueError("the pipeline has more steps than a StandardScaler and a network: give these two")
        scaler = before[0][1] if before else None
    found: dict[str, Any] = {"network": Network.from_sklearn(model)}
    n_in = found["network"].sizes[0]
    if scaler is not None:
        if not (hasattr(scaler, "mean_") and hasattr(scaler, "scale_")):
            raise ValueError(f"{type(scaler).__name__} is no fitted StandardScaler: give one")
        # Both are there even where the scaler leaves them aside.
        found["mean"] = np.array(scaler.mean_) if scaler.with_mean else np.zeros(n_in)
        found["scale"] = np.array(scaler.scale_) if scaler.with_std else np.ones(n_in)
    first = model if scaler is None else scaler
    if hasattr(first, "feature_names_in_"):
        found["feature_names"] = tuple(map(str, first.feature_names_in_))
    if found["network"].loss == "cross_entropy":
        found["class_names"] = tuple(map(str, model.classes_))
    return {**found, **fields}


def from_torch(model: Any, activations: Sequence[str] | None = None, **fields: Any) -> dict[str, Any]:
    """The fields of an Example in a torch.nn.Sequential of Linear, Identity, and the activations of TORCH.
    A last Linear without activation has identity, unless activations, one name per Linear, say otherwise.
    fields: more of them, such as title, class_names, measurements and true_class. Raises ValueError for others.
    """
    from torch import nn

    names = {getattr(nn, theirs): name for theirs, name in TORCH.items()}
    layers: list[list[Any]] = []
    for place, part in enumerate(model):
        if isinstance(part, nn.Linear):
            weights = part.weight.detach().cpu().double().numpy()
            biases = np.zeros(len(weights)) if part.bias is None else part.bias.detach().cpu().double().numpy()
            layers.append([weights, biases, "identity", None])
        elif type(part) in names and layers and layers[-1][2] == "identity":
            if getattr(part, "beta", 1) != 1:
                raise ValueError(f"part {place}, Softplus, has beta {part.beta}: the films show ln(1 + e^z), beta 1")
            layers[-1][2:] = names[type(part)], getattr(part, "negative_slope", None)
        elif not isinstance(part, nn.Identity | nn.Flatten):
            raise ValueError(f"part {place}, {type(part).__name__}, is none that the films can show there")
    if activations is not None:
        if len(activations) != len(layers):
            raise ValueError(f"{len(activations)} activations for {len(layers)} layers: give one for each")
        for layer, name in zip(layers, map(activation_of, activations), strict=True):
            layer[2:] = name, layer[3] if name == layer[2] else None
    return {"network": Network(tuple(Layer(*layer) for layer in layers)), **fields}
