"""The demonstration's documents: written here, or made of its own drawings.

``files/quartiere.webm`` is twenty seconds of five drawings, one after the other.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from django.core.files.base import ContentFile

from cms.models import Document

from .writing import Writer

FILES = Path(__file__).parent / "files"

RELEASE = """\
Liberatoria per le fotografie (esempio)

Chi firma acconsente a che la propria immagine, ripresa durante
l'iniziativa ______________________ del ____/____/______,
sia pubblicata sul sito e sui canali del quartiere.

Il consenso si può ritirare quando si vuole, senza dare spiegazioni:
le fotografie vengono tolte e i file distrutti.

Nome e cognome ______________________________
Firma ______________________________

Questo modulo è un esempio inventato: l'ufficio usa il proprio.
"""

CALENDAR = [
    ("Mese", "Che cosa si racconta", "Chi lo scrive"),
    ("Gennaio", "Le botteghe che aprono", "Squadra di marketing sociale"),
    ("Febbraio", "Le classi e i volontari", "Scuole e associazioni"),
    ("Marzo", "Gli alberi in fiore", "Chi cura il percorso botanico"),
    ("Aprile", "L'orto condiviso", "Il gruppo dell'orto"),
]

CAPTIONS = [
    ("Case colorate, alberi e montagne.", "Coloured houses, trees, mountains."),
    ("La passerella sul torrente.", "The footbridge over the stream."),
    ("L'orto condiviso.", "The shared vegetable garden."),
    ("Il mercato con le tende a righe.", "The market with its striped awnings."),
    ("La sera, il cinema all'aperto.", "In the evening, the open-air cinema."),
]
SECONDS_EACH = 4


def add_documents(writer: Writer) -> None:
    """Add them to the library, known to the writer by name."""
    film = (FILES / "quartiere.webm").read_bytes()
    for name, title, file, content in (
        ("release", "Liberatoria per le fotografie", "liberatoria.txt", RELEASE),
        ("calendar", "Calendario del racconto", "calendario.csv", table(CALENDAR)),
        ("film", "Il quartiere in venti secondi", "quartiere.webm", film),
        ("captions", "Sottotitoli del filmato", "quartiere.it.vtt", captions(0)),
        ("english captions", "Captions of the film", "quartiere.en.vtt", captions(1)),
    ):
        data = content if isinstance(content, bytes) else content.encode()
        writer.documents[name] = Document.objects.create(
            title=title, file=ContentFile(data, name=file), file_size=len(data)
        )
    writer.in_their_place[writer.documents["captions"].pk] = writer.documents[
        "english captions"
    ].pk


def table(rows: Sequence[tuple[str, ...]]) -> str:
    output = io.StringIO()
    csv.writer(output).writerows(rows)
    return output.getvalue()


def captions(language: int) -> str:
    """WebVTT: Italian (0) or English (1)."""
    cues = [
        f"00:{start:02d}.000 --> 00:{start + SECONDS_EACH:02d}.000\n{words[language]}"
        for start, words in zip(range(0, 60, SECONDS_EACH), CAPTIONS, strict=False)
    ]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"
