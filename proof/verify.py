"""Whether all that a film showed and said is true: numbers, equations, sentences, symbols, marks."""

from collections.abc import Iterator
from dataclasses import dataclass

from proof.beside import Beside
from proof.case import Case
from proof.judge import Failure, Judge
from proof.marks import Marks
from proof.source import comparable, read_otherwise
from proof.standing import misplaced
from proof.statements import Hearing, unchecked
from proof.strays import strays
from proof.symbols import misnamed

__all__ = ["Counts", "Failure", "counted", "verify"]


@dataclass(frozen=True)
class Counts:
    """How much of a film was checked, and how many things were not."""

    numbers: int
    equations: int
    statements: int
    marks: int
    unchecked: int

    def __str__(self) -> str:
        parts = [f"{self.numbers} numbers", f"{self.equations} equations", f"{self.statements} statements"]
        return f"{', '.join(parts)} and {self.marks} marks checked, {self.unchecked} things not"


def counted(case: Case) -> Counts:
    """How much there is in a case that can be checked, and how much on screen that cannot."""
    said = [
        part.says for line in case.receipt.lines for part in line.parts if part.kind == "words" and worded(part.text)
    ]
    said += [each.says for each in case.receipt.spoken]
    bare, says = sum(map(unchecked, said)), sum(each is not None for each in said)
    file = case.receipt.example.get("file")
    unknown = sum(case.receipt.unknown.values()) + bool(file and not comparable(case.receipt.example))
    return Counts(len(case.numbers), len(case.equations), says, len(case.receipt.marks), bare + unknown)


def worded(text: str) -> bool:
    """Whether a text has a letter or a digit; brackets say nothing."""
    return any(map(str.isalnum, text))


def verify(case: Case) -> list[Failure]:
    """All that is untrue in a case, each once. Raises ReceiptError if its samples cannot be computed."""
    judge = Judge(case)
    numbers = {number: judge.number(number) for number in case.numbers}
    found = [failure for failures in numbers.values() for failure in failures]
    found += [failure for equation in case.equations for failure in judge.equation(equation)]
    untrue = {number.line for number, failures in numbers.items() if failures}
    found += [Failure(*stray, None) for stray in strays(case, untrue)]
    found += heard(case, judge)
    found += [*Marks(case, judge).failures(), *misplaced(case, judge)]
    if "" in judge.recomputed:
        own = judge.recomputed[""]
        beside = Beside(case, len(own.layers)).misplaced()
        found += [Failure(*wrong, None) for wrong in (*misnamed(case, own), *beside)]
        found += [Failure(0.0, "the example", wrong, None) for wrong in read_otherwise(judge.recomputed[""])]
    first = {(failure.text, failure.wrong, failure.path): failure for failure in reversed(found)}
    return sorted(first.values(), key=lambda failure: failure.time)


def heard(case: Case, judge: Judge) -> Iterator[Failure]:
    """All that is untrue of what words on screen, captions and names of sections say."""
    hearing = Hearing(judge)
    words = ((line.start, part.text, part.says) for line in case.receipt.lines for part in line.parts)
    spoken = ((each.start, each.text, each.says) for each in case.receipt.spoken)
    for time, text, says in (*words, *spoken):
        if says is None:
            continue
        if says.text != text:
            yield Failure(time, text, f"is shown where “{says.text}” is said", None)
        for wrong in hearing.faults(says):
            yield Failure(time, text, wrong, next(iter(says.places), None))
