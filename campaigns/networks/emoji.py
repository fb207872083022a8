"""What X takes for one emoji: a sequence of code points that counts 2.

The sequences are those of Unicode's Emoji 11 (2018), which X's published counter
knows. X may know newer ones, but that cannot be seen from outside: a sequence
that is not here counts by its parts, which is more and never less.
"""

from __future__ import annotations

import regex

# The first letter of a region, then the second letters that have a flag.
FLAGS = (
    "ACDEFGILMOQRSTUWXZ BABDEFGHIJLMNOQRSTVWYZ CACDFGHIKLMNOPRUVWXYZ DEGJKMOZ "
    "EACEGHRSTU FIJKMOR GABDEFGHILMNPQRSTUWY HKMNRTU ICDELMNOQRST JEMOP "
    "KEGHIMNPRWYZ LABCIKRSTUVY MACDEFGHKLMNOPQRSTUVWXYZ NACEFGILOPRUZ OM "
    "PAEFGHKLMNRSTWY QA REOSUW SABCDEGHIJKLMNORSTVXYZ TACDFGHJKLMNORTVWZ UAGMNSYZ "
    "VACEGINU WFS XK YET ZAMW"
)

_PAIRS = [
    "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in (row[0], second))
    for row in FLAGS.split()
    for second in row[1:]
]
# England, Scotland, Wales.
_NATIONS = [
    "".join(chr(0xE0000 + ord(letter)) for letter in name)
    for name in ("gbeng", "gbsct", "gbwls")
]

_ADULT = r"[\U0001F468\U0001F469]"
_CHILD = r"[\U0001F466\U0001F467]"
_SKIN = r"\p{Emoji_Modifier}"
_SIGNED_TOOL = r"[\u2695\u2696\u2708]"
_TOOL_OR_HAIR = (
    r"[\U0001F33E\U0001F373\U0001F393\U0001F3A4\U0001F3A8\U0001F3EB\U0001F3ED"
    r"\U0001F4BB\U0001F4BC\U0001F527\U0001F52C\U0001F680\U0001F692"
    r"\U0001F9B0-\U0001F9B3]"
)
_OLD_ACTIVE = r"[\u26F9\U0001F3CB\U0001F3CC\U0001F574\U0001F575]"
_ACTIVE = (
    r"[\U0001F3C3\U0001F3C4\U0001F3CA\U0001F46E\U0001F471\U0001F473\U0001F477"
    r"\U0001F481\U0001F482\U0001F486\U0001F487\U0001F645-\U0001F647\U0001F64B"
    r"\U0001F64D\U0001F64E\U0001F6A3\U0001F6B4-\U0001F6B6\U0001F926\U0001F935"
    r"\U0001F937-\U0001F939\U0001F93D\U0001F93E\U0001F9B8\U0001F9B9"
    r"\U0001F9D6-\U0001F9DD]"
)
_SKINLESS = r"[\U0001F46F\U0001F93C\U0001F9DE\U0001F9DF]"
_SKIN_CAME_LATER = (
    r"[\U0001F46A-\U0001F46D\U0001F46F\U0001F48F\U0001F491\U0001F90C\U0001F90F"
    r"\U0001F91D\U0001F93C\U0001F977\U0001F9BB\U0001F9CD-\U0001F9CF"
    r"\U0001FA70-\U0001FAFF]"
)
# Pictures already, that may carry a selector all the same.
_SELECTABLE = (
    r"[\u231A\u231B\u25FD\u25FE\u2614\u2615\u2648-\u2653\u267F\u2693\u26A1\u26AA"
    r"\u26AB\u26BD\u26BE\u26C4\u26C5\u26D4\u26EA\u26F2\u26F3\u26F5\u26FA\u26FD"
    r"\u2757\u2B1B\u2B1C\u2B50\u2B55\U0001F004\U0001F21A\U0001F22F]"
)

SEQUENCE = regex.compile(
    rf"""
      \L<pairs>
    | [0-9\#*]\uFE0F?\u20E3
    | \U0001F3F4(?:\L<nations>\U000E007F|\u200D\u2620\uFE0F)
    | \U0001F3F3\uFE0F\u200D\U0001F308
    # A couple, with or without a kiss; a family.
    | {_ADULT}\u200D\u2764\uFE0F\u200D(?:\U0001F48B\u200D)?{_ADULT}
    | {_ADULT}(?:\u200D{_ADULT})?(?:\u200D{_CHILD}){{1,2}}
    # Somebody at work, or of a certain hair.
    | {_ADULT}{_SKIN}?\u200D(?:{_SIGNED_TOOL}\uFE0F|{_TOOL_OR_HAIR})
    # A woman or a man who does it.
    | (?:{_OLD_ACTIVE}(?:{_SKIN}|\uFE0F)|{_ACTIVE}{_SKIN}?|{_SKINLESS})
      \u200D[\u2640\u2642]\uFE0F
    | [\u26F7[\p{{Emoji_Modifier_Base}}--{_SKIN_CAME_LATER}]]{_SKIN}
    # A sign that a selector turns into a picture.
    | [\p{{Emoji}}--\p{{Emoji_Presentation}}--[0-9\#*\u267E\u26A7]]\uFE0F
    | {_SELECTABLE}\uFE0F
    | \p{{Emoji_Presentation}}
    """,
    regex.VERBOSE | regex.VERSION1,
    pairs=_PAIRS,
    nations=_NATIONS,
)
