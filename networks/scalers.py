"""What stands before a network in a pipeline of scikit-learn, as one mean and one scale: (x − mean) / scale."""

from collections.abc import Sequence
from typing import Any

import numpy as np

KNOWN = "StandardScaler, MinMaxScaler, MaxAbsScaler or RobustScaler"


def mean_and_scale(scalers: Sequence[Any], n_in: int) -> dict[str, np.ndarray]:
    """Mean and scale, (n_in,) each, of fitted scalers one behind another; {} for none.
    Raises ValueError for what is no such scaler, or not fitted.
    """
    mean, scale = np.zeros(n_in), np.ones(n_in)
    for scaler in scalers:
        then_mean, then_scale = _of_one(scaler, n_in)
        mean, scale = mean + scale * then_mean, scale * then_scale
    return {"mean": mean, "scale": scale} if scalers else {}


def _of_one(scaler: Any, n_in: int) -> tuple[np.ndarray, np.ndarray]:
    kind = type(scaler).__name__
    if kind == "Normalizer":
        raise ValueError(f"Normalizer divides each sample by its own norm, which is no mean and scale: take {KNOWN}")
    if not hasattr(scaler, "scale_"):
        raise ValueError(f"{kind} is no fitted {KNOWN}: give one")
    scale = np.ones(n_in) if scaler.scale_ is None else np.array(scaler.scale_, dtype=float)
    mean = np.zeros(n_in)
    match kind:
        case "MinMaxScaler":  # it multiplies by scale_ and adds min_
            if getattr(scaler, "clip", False):
                raise ValueError(f"MinMaxScaler with clip is no mean and scale: fit one without, or take {KNOWN}")
            mean, scale = -np.array(scaler.min_) / scale, 1 / scale
        case "RobustScaler":
            mean = mean if scaler.center_ is None else np.array(scaler.center_)
        case "StandardScaler":  # both are there even where it leaves them aside
            mean = np.array(scaler.mean_) if scaler.with_mean else mean
            scale = scale if scaler.with_std else np.ones(n_in)
        case "MaxAbsScaler":
            pass
        case _:
            raise ValueError(f"{kind} is no fitted {KNOWN}: give one")
    if mean.shape != (n_in,) or scale.shape != (n_in,):
        raise ValueError(f"{kind} was fitted on {scale.size} features, the network on {n_in}: give the scaler of both")
    return mean, scale
