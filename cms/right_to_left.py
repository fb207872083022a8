"""A style sheet for languages that are read from right to left, made of one for the rest.

Bootstrap Italia ships only the latter. ``mirrored`` answers the same sheet with left
and right exchanged wherever that is certain: names and words (``margin-left``,
``float: left``), the four sides and corners of a shorthand, what moves or turns
(``translateX``, ``rotate``), and where a background lies. Sheets of ours need none
of it: they say ``inline-start`` instead of ``left``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import tinycss2
from tinycss2.ast import (
    AtRule,
    Declaration,
    DimensionToken,
    FunctionBlock,
    IdentToken,
    Node,
    NumberToken,
    PercentageToken,
    QualifiedRule,
)

# Escaped characters are written out.
CHARSET = '@charset "UTF-8";'
LEFT_OR_RIGHT = re.compile(r"(?<![a-z])(left|right)(?![a-z])")
OTHER = {"left": "right", "right": "left"}
SIDES = {"margin", "padding", "border-color", "border-style", "border-width"}
# What moves or turns: the first number says how far, counted from the left.
TURNED = {"translate", "translatex", "translate3d", "rotate", "rotatez"}
NUMBERS = (DimensionToken, NumberToken, PercentageToken)

Tokens = list[Node]


def mirrored(css: str) -> str:
    """The whole sheet; comments outside its rules, which say whose it is, stay."""
    rules = tinycss2.parse_stylesheet(css)
    return CHARSET + "".join(map(_rule, rules)).removeprefix(CHARSET)


def _rule(node: Node) -> str:
    if isinstance(node, QualifiedRule):
        return f"{tinycss2.serialize(node.prelude)}{{{_declarations(node.content)}}}"
    if isinstance(node, AtRule) and node.content is not None:
        inner = tinycss2.parse_rule_list(node.content)
        nested = any(isinstance(each, QualifiedRule) for each in inner)
        body = "".join(map(_rule, inner)) if nested else _declarations(node.content)
        return f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{body}}}"
    return str(node.serialize())


def _declarations(content: Tokens) -> str:
    return ";".join(
        _declaration(node)
        for node in tinycss2.parse_blocks_contents(
            content, skip_comments=True, skip_whitespace=True
        )
        if isinstance(node, Declaration)
    )


def _declaration(node: Declaration) -> str:
    name = node.name
    value = [token for token in node.value if token.type != "comment"]
    if not name.startswith("--"):
        name = _exchanged(node.lower_name)
        value = list(_words(value))
        value = SHORTHANDS.get(name, lambda tokens: tokens)(value)
    important = "!important" if node.important else ""
    return f"{name}:{tinycss2.serialize(value).strip()}{important}"


def _exchanged(text: str) -> str:
    return LEFT_OR_RIGHT.sub(lambda match: OTHER[match[0]], text)


def _words(tokens: Tokens) -> Iterator[Node]:
    """The words of a value exchanged, and its functions turned."""
    for token in tokens:
        if isinstance(token, IdentToken):
            token.value = _exchanged(token.value)
        elif isinstance(token, FunctionBlock) and token.lower_name in TURNED:
            first, *rest = token.arguments
            token.arguments = [_negated(first), *rest]
        yield token


def _negated(number: Node) -> Node:
    """Anything but a plain number stays as it is."""
    if not isinstance(number, NUMBERS) or not number.value:
        return number
    text = number.serialize()
    text = text[1:] if text.startswith("-") else f"-{text.removeprefix('+')}"
    return tinycss2.parse_one_component_value(text)


def _parts(tokens: Tokens) -> Tokens:
    return [token for token in tokens if token.type != "whitespace"]


def _spaced(parts: Tokens) -> Tokens:
    space = tinycss2.parse_component_value_list(" ")
    return [each for part in parts for each in (part, *space)][:-1]


def _sides(tokens: Tokens) -> Tokens:
    """Top, right, bottom, left."""
    parts = _parts(tokens)
    if len(parts) != 4:
        return tokens
    top, right, bottom, left = parts
    return _spaced([top, left, bottom, right])


def _corners(tokens: Tokens) -> Tokens:
    """Top left, top right, bottom right, bottom left; what is left out is opposite."""
    parts = _parts(tokens)
    if len(parts) == 1 or any(part == "/" for part in parts):
        return tokens
    top_left, top_right, *others = parts
    bottom_right = others[0] if others else top_left
    bottom_left = others[1] if len(others) == 2 else top_right
    return _spaced([top_right, top_left, bottom_left, bottom_right])


def _place(tokens: Tokens) -> Tokens:
    """Where a background lies: a distance from the left is one from the right."""
    parts = _parts(tokens)
    if len(parts) == 2 and all(isinstance(part, NUMBERS) for part in parts):
        across, down = (part.serialize() for part in parts)
        return tinycss2.parse_component_value_list(f"right {across} top {down}")
    return tokens


def _origin(tokens: Tokens) -> Tokens:
    """The point around which something turns; only its percentages are mirrored."""
    first, *rest = _parts(tokens)
    if isinstance(first, PercentageToken) or getattr(first, "value", None) == 0:
        across = tinycss2.parse_one_component_value(f"{100 - first.value:g}%")
        return _spaced([across, *rest])
    return tokens


SHORTHANDS: dict[str, Callable[[Tokens], Tokens]] = {
    **dict.fromkeys(SIDES, _sides),
    "border-radius": _corners,
    "background-position": _place,
    "transform-origin": _origin,
}
