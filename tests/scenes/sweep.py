"""Films of many strange networks: python -m tests.scenes.sweep [COUNT [SEED]] prints what is wrong with them."""

import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from unittest.mock import patch

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.internal.conjecture import providers

from tests.scenes.faults import faults
from tests.scenes.strange import examples
from tests.scenes.walk import FILMS

EACH = 25  # networks of one seed


@cache
def networks(number, small=False):
    """The networks of one seed, the same in every process.

    Hypothesis mixes in constants of the modules that happen to be imported; here it does not.
    """
    found = []
    quick = settings(
        max_examples=EACH,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    @seed(number)
    @quick
    @given(examples(small))
    def draw(example):
        found.append(example)

    providers.CONSTANTS_CACHE.cache.clear()
    with patch.object(providers, "_get_local_constants", providers.Constants):
        draw()
    return found[:EACH]


def filmed(job):
    """What is wrong with the films of one network of a seed."""
    number, place = job
    example = networks(number)[place]
    start = time.monotonic()
    found = {name: faults(name, example) for name in FILMS}
    return job, example.network.sizes, found, time.monotonic() - start


def main():
    """Film COUNT networks (500), from SEED (0) on; status 1 where something is wrong."""
    given = [int(text) for text in sys.argv[1:3]]
    count, first = [*given, *[500, 0][len(given) :]]
    jobs = [(first + k // EACH, k % EACH) for k in range(count)]
    kinds, wrong = Counter(), 0
    with ProcessPoolExecutor() as pool:
        for (number, place), sizes, found, seconds in pool.map(filmed, jobs):
            name = f"seed {number}, network {place}, {'-'.join(map(str, sizes))}, {seconds:.0f} s"
            wrong += any(found.values())
            kinds.update({f"{film} {fault.split(':')[0]}" for film, list_ in found.items() for fault in list_})
            for film, list_ in found.items():
                for fault in list_[:6]:
                    print(f"{name}, {film}: {fault[:300]}", flush=True)
            if not any(found.values()):
                print(f"{name}: nothing", flush=True)
    print(f"{wrong} of {count} networks have a fault in {len(FILMS)} films")
    print("\n".join(f"{number:4} {kind}" for kind, number in kinds.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
