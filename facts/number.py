"""How a number is written: its decimals, rounded as at school, with a true minus sign; the same on screen and page."""

from dataclasses import dataclass
from typing import Any

from core.shown import decimals_of, digits_of, shown
from facts.ref import look_up

__all__ = ["Shown", "decimals_of", "digits_of", "written"]


def written(value: float, decimals: int | None = None) -> str:
    """The value with so many decimals, by default as many as it needs: −0.74, 0.00001."""
    return shown(value, decimals_of(value) if decimals is None else decimals)


@dataclass(frozen=True)
class Shown:
    """The number that `record` (from `core`) holds at `path`, for example "layers[1].z[2]", as it is shown.

    `decimals`: how many are shown; by default as many as the value needs.
    """

    record: Any
    path: str
    decimals: int | None = None

    @property
    def value(self) -> Any:
        """What the record holds at the path."""
        return look_up(self.record, self.path)

    @property
    def decimals_needed(self) -> int:
        """How many decimals write the value exactly, if four can; else three, of a small one more."""
        return decimals_of(self.value)

    @property
    def plain(self) -> str:
        """The number without brackets or an operator's sign."""
        return written(self.value, self.decimals)
