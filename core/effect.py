"""What one step, made for one sample, does to all the others."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.arrays import read_only
from core.backward import loss_of
from core.forward import ForwardTrace
from core.samples import Samples


@dataclass(frozen=True, eq=False)
class Effect:
    """All `samples` sent through the network `before` a step and `after` it, each a batch."""

    samples: Samples
    before: ForwardTrace
    after: ForwardTrace

    @cached_property
    def right(self) -> np.ndarray:
        """(n,), whether the network is right before the step."""
        return read_only(np.equal(self.before.predicted_class, self.samples.classes))

    @cached_property
    def right_again(self) -> np.ndarray:
        """(n,), whether it is right after the step."""
        return read_only(np.equal(self.after.predicted_class, self.samples.classes))

    @property
    def count(self) -> int:
        """How many samples there are."""
        return len(self.right)

    @property
    def right_count(self) -> int:
        """How many are right before the step."""
        return int(self.right.sum())

    @property
    def right_again_count(self) -> int:
        """How many are right after the step."""
        return int(self.right_again.sum())

    @property
    def rescued(self) -> int:
        """How many were wrong and are right."""
        return int((~self.right & self.right_again).sum())

    @property
    def lost(self) -> int:
        """How many were right and are wrong."""
        return int((self.right & ~self.right_again).sum())

    @property
    def loss(self) -> float:
        """The mean loss before the step."""
        return loss_of(self.before, self.samples.classes)

    @property
    def loss_again(self) -> float:
        """The mean loss after the step."""
        return loss_of(self.after, self.samples.classes)
