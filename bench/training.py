"""Training on Iris: how fast beside scikit-learn, and how good on average.

`python -m bench.training [FILE]` prints a table and, given a file, writes the figures to it as JSON.
Both train 4-8-6-3 for 100 epochs at rate 0.01, one flower at a time, taking turns in one process; the speed
is the median of the rounds' ratios. Ours also measures loss and accuracy after each epoch: that time counts.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from core.datasets import iris
from core.training import train_iris

ROUNDS = 5
SPLITS = 20
SEEDS = 10
EPOCHS = 100


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def speed() -> dict[str, float]:
    """The median seconds of both, and how many times faster ours is."""
    data = iris()

    def theirs():
        model = MLPClassifier(
            (8, 6), solver="sgd", batch_size=1, momentum=0, alpha=0, learning_rate_init=0.01,
            max_iter=EPOCHS, n_iter_no_change=EPOCHS, tol=0, shuffle=True, random_state=0,
        )  # fmt: skip
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # it is meant to stop after 100 epochs
            model.fit(data.x, data.classes)
        assert model.n_iter_ == EPOCHS

    rounds = [(seconds(lambda: train_iris(data, seed=0)), seconds(theirs)) for _ in range(ROUNDS)]
    ours, other = (median(times) for times in zip(*rounds, strict=True))
    ratio = median(second / first for first, second in rounds)
    return {"core_seconds": ours, "sklearn_seconds": other, "times_faster": ratio}


def accuracy() -> dict[str, float | list[float]]:
    """Test accuracies: of the first seeds on split 42, and of different splits, each with its own seed."""
    seeds = [train_iris(iris(42), seed).test_accuracy[-1] for seed in range(SEEDS)]
    splits = [train_iris(iris(split), seed=split).test_accuracy[-1] for split in range(SPLITS)]
    return {"split_42_by_seed": seeds, "splits": splits, "mean_over_splits": mean(splits)}


def main() -> None:
    """Measure, print, and write where the command line says."""
    figures = {**speed(), **accuracy()}
    print(f"core          {figures['core_seconds']:7.3f} s")
    print(f"scikit-learn  {figures['sklearn_seconds']:7.3f} s")
    print(f"ratio         {figures['times_faster']:7.1f} times faster")
    print("split 42, by seed:", " ".join(f"{value:.1%}" for value in figures["split_42_by_seed"]))
    print(f"mean test accuracy over {SPLITS} splits: {figures['mean_over_splits']:.2%}")
    for path in sys.argv[1:]:
        Path(path).write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
