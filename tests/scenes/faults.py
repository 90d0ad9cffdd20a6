"""All that is wrong with the films of an example: crashes, layout, equations, what is said and drawn, length."""

from unittest.mock import patch

from proof.arithmetic import holds
from proof.meaning import MEANING
from proof.verify import counted, verify
from tests.proof.filmed import LARGE, Recorder
from tests.scenes import layout
from tests.scenes import walk as walking
from tests.scenes.arithmetic import equations
from tests.scenes.test_captions import frozen, overlapping, too_fast

MINUTES = 3


def walked(name, example):
    """A film of an example, walked once: what was noted of its screens, and its case."""
    recorder = Recorder()
    with patch.object(walking, "UNDRAWN", walking.UNDRAWN | LARGE):
        film = walking.walk(walking.scene_of(name), example, also=recorder)
    return film, recorder.case()


def faults(name, example):
    """What is wrong with a film of an example, in words, each once with the play where it is seen first."""
    try:
        film, case = walked(name, example)
    except (Exception, SystemExit) as error:
        return [f"crash: {type(error).__name__}: {error}"]
    return [*dict.fromkeys([*laid_out(film), *told(film), *untrue(case)])]


def laid_out(film):
    """What breaks a rule of layout, or is an equation that does not hold."""
    found = {}
    for play in film.shown:
        for rule in layout.RULES:
            for fault in rule(play.screen):
                found.setdefault(f"{rule.__name__}: {fault}", f"{play.section}, play {play.number}")
        for text in play.screen.texts:
            for equation in equations(text.formula):
                if not holds(*equation):
                    found.setdefault(f"equation: {' '.join(equation)}", f"{play.section}, play {play.number}")
    return [f"{fault} ({place})" for fault, place in found.items()]


def told(film):
    """What is wrong with the captions and the length of a film."""
    found = [f"too fast: {fault}" for fault in too_fast(film)] + [
        f"captions overlap: {one}" for one in overlapping(film)
    ]
    found += [f"nothing moves: {one}" for one in frozen(film)]
    return found + ([f"length: {film.length:.0f} s"] if film.length > 60 * MINUTES else [])


def untrue(case):
    """What verify finds, and whether it leaves something unchecked."""
    found = [f"untrue: “{failure.text}” {failure.wrong} ({failure.path})" for failure in verify(case)]
    found += [f"no meaning: {slot}" for slot in meaningless(case)]
    return found + ([f"unchecked: {left}"] if (left := counted(case).unchecked) else [])


def meaningless(case):
    """The slots of sentences that speak of some place, while nobody has written down of which they must."""
    shown = [part.says for line in case.receipt.lines for part in line.parts]
    found, left = {}, [said for said in (*shown, *(each.says for each in case.receipt.spoken)) if said]
    while left:
        said = left.pop()
        left += [*said.slots.values(), *said.items]
        if said.kind == "statement":
            known = MEANING.get(said.key, {})
            found |= {f"{said.key}.{name}": 0 for name, slot in said.slots.items() if slot.places and name not in known}
    return [*found]
