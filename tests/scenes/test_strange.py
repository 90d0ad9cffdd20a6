"""Films of networks that nobody has chosen: fresh ones in each run."""

import os

import pytest

from tests.scenes.faults import faults
from tests.scenes.sweep import EACH, networks
from tests.scenes.walk import FILMS

SEED = int(os.environ["STRANGE"])


@pytest.mark.parametrize("place", range(EACH))
def test_a_strange_network_can_be_filmed(place):
    """No film of a network drawn by chance crashes, breaks a rule, shows an untruth, or takes over three minutes."""
    example = networks(SEED, small=True)[place]
    assert {name: found for name in FILMS if (found := faults(name, example))} == {}, f"STRANGE={SEED}"
