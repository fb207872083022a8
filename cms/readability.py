"""How easily an Italian text is read: the Gulpease index.

Made for Italian by the Gruppo universitario linguistico pedagogico (Lucisano and
Piemontese, 1988): 89 + (300 x sentences - 10 x letters) / words, from 0 to 100. Whoever
has finished elementary school reads from 80 on with ease, middle school from 60, high
school from 40. It counts letters and not syllables, and says nothing of other languages.
"""

from __future__ import annotations

import re

# From which score on a text is easy after which school.
SCHOOLS = ((80, "elementary"), (60, "middle"), (40, "high"))
FEWEST_WORDS = 20

WORD = re.compile(r"[^\W_]+")
LETTER = re.compile(r"[^\W\d_]")
# A full stop inside a number or an abbreviation such as "L. 28/2000" ends nothing.
SENTENCE_END = re.compile(r"[.!?…]+(?=\s+[«\"“A-ZÀ-Ú]|\s*$)|\n+")


def gulpease(text: str) -> int | None:
    """The index; None where there are too few words to say. A line is a sentence."""
    words = len(WORD.findall(text))
    if words < FEWEST_WORDS:
        return None
    sentences = sum(1 for part in SENTENCE_END.split(text) if WORD.search(part))
    letters = len(LETTER.findall(text))
    score = 89 + (300 * sentences - 10 * letters) / words
    return round(min(max(score, 0), 100))


def school(score: int) -> str:
    """After which school a text of this score is easy; "" where after none."""
    return next((name for least, name in SCHOOLS if score >= least), "")
