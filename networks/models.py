"""Networks that are in memory: fitted by scikit-learn, or built with PyTorch. They become fields of an Example."""

from typing import Any

import numpy as np

from core import Layer, Network
from networks.contents import activation_of


def from_sklearn(model, scaler=None, **fields) -> dict[str, Any]:
    """The fields of an Example in a fitted MLPClassifier or MLPRegressor, and in its StandardScaler.
    model may be a pipeline of both. fields: more of them, such as title, units, measurements and true_class.
    `write` makes JSON of them. Raises ValueError for anything else, and for what is not fitted.
    """
    if hasattr(model, "steps"):
        *before, (_, model) = model.steps
        if len(before) > 1 or scaler is not None:
            raise ValueError("the pipeline has more steps than a StandardScaler and a network: give these two")
        scaler = before[0][1] if before else None
    found = {"network": Network.from_sklearn(model)}
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


def from_torch(model, activations=None, **fields) -> dict[str, Any]:
    """The fields of an Example in a torch.nn.Sequential of Linear, ReLU, Sigmoid, Tanh, Softmax and Identity.
    A last Linear without activation has identity, unless activations, one name per Linear, say otherwise.
    fields: more of them, such as title, class_names, measurements and true_class. Raises ValueError for others.
    """
    from torch import nn

    names = {nn.ReLU: "relu", nn.Sigmoid: "sigmoid", nn.Tanh: "tanh", nn.Softmax: "softmax"}
    layers = []
    for place, part in enumerate(model):
        if isinstance(part, nn.Linear):
            weights = part.weight.detach().cpu().double().numpy()
            biases = np.zeros(len(weights)) if part.bias is None else part.bias.detach().cpu().double().numpy()
            layers.append([weights, biases, "identity"])
        elif type(part) in names and layers and layers[-1][2] == "identity":
            layers[-1][2] = names[type(part)]
        elif not isinstance(part, nn.Identity | nn.Flatten):
            raise ValueError(f"part {place}, {type(part).__name__}, is none that the films can show there")
    if activations is not None:
        if len(activations) != len(layers):
            raise ValueError(f"{len(activations)} activations for {len(layers)} layers: give one for each")
        layers = [[*layer[:2], activation_of(name)] for layer, name in zip(layers, activations, strict=True)]
    return {"network": Network(tuple(Layer(*layer) for layer in layers)), **fields}
