"""The fonts that type is set in: those that Typst brings along and, for other scripts, those of this machine."""

import re
import unicodedata
from functools import cache

import typst

NOWHERE = "\U0010fffd"  # a character that no font has: what is drawn for it is an empty box
CJK = "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC"
DEBIAN_CJK, DEBIAN_EMOJI, DEBIAN_OTHERS = "fonts-noto-cjk", "fonts-symbola", "fonts-noto-core"


@cache
def compiler(system=False):
    """Typst's compiler, without or with the fonts of this machine."""
    return typst.Compiler(ignore_system_fonts=not system)


def compiler_for(text):
    """The compiler that has a font for each character of a text; ends the program, in one line, where none has."""
    strange = sorted(set(filter(is_drawn, text)))
    if not any(missing(character, False) for character in strange):
        return compiler()
    boxes = [character for character in strange if missing(character, True)]
    if boxes:
        raise SystemExit(
            f"no font of this machine has {' '.join(boxes[:5])}, in “{text[:40]}”: "
            f"install one, such as Debian's {package_for(boxes[0])}, or choose another name"
        )
    return compiler(True)


def is_drawn(character):
    """Whether a character needs a font: no plain letter, no space, none that only says how its neighbours look."""
    name, kind = unicodedata.name(character, ""), unicodedata.category(character)
    return not (character.isascii() or character.isspace() or kind == "Cf" or name.startswith("VARIATION SELECTOR"))


def package_for(character):
    """The package of Debian that has a font for a character, with outlines."""
    if unicodedata.category(character) in ("So", "Sk"):
        return DEBIAN_EMOJI
    return DEBIAN_CJK if unicodedata.name(character, "").startswith(CJK) else DEBIAN_OTHERS


@cache
def missing(character, system):
    """Whether a character would be drawn as an empty box."""
    return _drawn(character, system) in ("", _drawn(NOWHERE, system))


@cache
def _drawn(character, system):
    source = f'#set page(width: auto, height: auto)\n#text(font: "New Computer Modern", "{character}")'
    picture = compiler(system).compile(input=source.encode(), format="svg").decode()
    outline = re.search(r'<symbol[^>]*>\s*<path d="([^"]*)"', picture)
    return outline[1] if outline else ""
