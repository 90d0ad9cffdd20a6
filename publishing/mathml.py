"""Formulas from a receipt, in plain characters such as z_1^(2), as MathML that browsers and screen readers know."""

import re
from html import escape

TOKEN = re.compile(
    r"(?P<number>−?\d+(?:\.\d+)?(?:×10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
    r"|(?P<power>e\^\()"
    r"|(?P<symbol>(?:∂L/∂)?[^\W\d_](?:_\w+(?:,\w+)*)?(?:\^\(\w+\))?(?:\^?[ᵀT](?!\w))?(?![^\W\d_]))"
    r"|(?P<words>[^\W\d_][^\W_]*(?:[-’'′ ]+[^\W\d_]{2,})*[′?!]?)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])"
    r"|(?P<operator>[^\s\w])|(?P<rest>\S)"
)
SYMBOL = re.compile(r"(∂L/∂)?(\w)(?:_(\w+(?:,\w+)*))?(?:\^\((\w+)\))?\^?([ᵀT])?$")


def mathml(text: str) -> str:
    """The formula as one <math> element; text that is no formula comes out as text, never as markup."""
    lines = [row(line) for line in text.split("\n") if line.strip()]
    if len(lines) == 1:
        return f'<math displaystyle="true">{lines[0]}</math>'
    rows = "".join(f"<mtr><mtd>{line}</mtd></mtr>" for line in lines)
    return f'<math displaystyle="true"><mtable class="lines">{rows}</mtable></math>'


def row(text):
    """One line of a formula."""
    tokens = [(found.lastgroup, found[0]) for found in TOKEN.finditer(text)]
    parts = []
    while tokens:
        parts.append(sequence(tokens))
        if tokens:  # a bracket that nothing opened
            parts.append(tag("mo", tokens.pop(0)[1]))
    return group(parts)


def sequence(tokens):
    """Items up to the end or a closing bracket, which stays."""
    items = []
    while tokens and tokens[0][0] != "close":
        kind, text = tokens.pop(0)
        if text == "/" and items and tokens and tokens[0][0] not in ("operator", "close"):
            below = item(*tokens.pop(0), tokens)
            items.append(f"<mfrac>{without_brackets(items.pop())}{without_brackets(below)}</mfrac>")
        else:
            items.append(item(kind, text, tokens))
    return group(items)


def item(kind, text, tokens):
    """One item that starts with this token, and may take more of those that follow."""
    if kind == "number":
        return tag("mn", text)
    if kind == "symbol":
        return symbol(text)
    if kind == "power":
        return f"<msup>{tag('mi', 'e')}{bracket(tokens, without=True)}</msup>"
    if text == "(":
        return bracket(tokens)
    if text == "[":
        return matrix(tokens)
    return tag("mtext" if kind in ("words", "rest") else "mo", text)


def bracket(tokens, without=False):
    """What follows an opening bracket, up to its closing one; the bracket itself is left away on demand."""
    inside = sequence(tokens)
    if not tokens:
        return inside if without else f"<mrow>{tag('mo', '(')}{inside}</mrow>"
    closing = tokens.pop(0)[1]
    return inside if without else f"<mrow>{tag('mo', '(')}{inside}{tag('mo', closing)}</mrow>"


def without_brackets(item):
    """A group without its brackets: the bar of a fraction needs none."""
    inside = re.fullmatch(r"<mrow><mo>\(</mo>(.*)<mo>\)</mo></mrow>", item)
    return inside[1] if inside else item


def matrix(tokens):
    """Rows of entries between square brackets: a new row at each semicolon, commas between entries or none."""
    rows = [[]]
    while tokens and tokens[0][1] != "]":
        kind, text = tokens.pop(0)
        if text == ";":
            rows.append([])
        elif text != ",":
            rows[-1].append(item(kind, text, tokens))
    closing = tag("mo", tokens.pop(0)[1]) if tokens else ""
    cells = "".join(f"<mtr>{''.join(f'<mtd>{entry}</mtd>' for entry in entries)}</mtr>" for entries in rows)
    return f"<mrow>{tag('mo', '[')}<mtable>{cells}</mtable>{closing}</mrow>"


def symbol(text):
    """A letter with its index and its layer, or the derivative of the loss by it."""
    derivative, letter, index, layer, transposed = SYMBOL.match(text).groups()
    name = tag("mi", letter)
    below = group([tag("mn" if part.isdigit() else "mo" if part == "," else "mi", part)
                   for part in re.findall(r"\w+|,", index or "")])  # fmt: skip
    above = f"<mrow>{tag('mo', '(')}{tag('mn', layer)}{tag('mo', ')')}</mrow>" if layer else ""
    if above and index:
        name = f"<msubsup>{name}{below}{above}</msubsup>"
    elif above or index:
        name = f"<msup>{name}{above}</msup>" if above else f"<msub>{name}{below}</msub>"
    if transposed:
        name = f"<msup>{name}{tag('mi', 'T')}</msup>"
    slope = f"<mrow>{tag('mi', '∂')}{tag('mi', 'L')}</mrow><mrow>{tag('mi', '∂')}{name}</mrow>"
    return f"<mfrac>{slope}</mfrac>" if derivative else name


def group(parts):
    """Several elements as one; a single one as it is."""
    return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def tag(name, text):
    """An element with text in it, escaped."""
    return f"<{name}>{escape(text)}</{name}>"
