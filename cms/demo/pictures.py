"""What the drawings show, in words."""

from __future__ import annotations

from django.core.files.base import ContentFile

from cms.models import Image

from .drawings import drawing
from .writing import both

PICTURES = {
    "neighbourhood": both(
        "Case colorate e alberi in fila, con le montagne innevate sullo sfondo.",
        "Coloured houses and a row of trees, with snowy mountains behind.",
    ),
    "garden": both(
        "Un orto con file di ortaggi, un capanno di legno e le montagne.",
        "A vegetable garden with rows of plants, a wooden shed and the mountains.",
    ),
    "bicycles": both(
        "Due biciclette su una pista ciclabile, lungo un filare di alberi.",
        "Two bicycles on a cycle path, along a row of trees.",
    ),
    "market": both(
        "Tre bancarelle con le tende a righe e le cassette di frutta.",
        "Three market stalls with striped awnings and crates of fruit.",
    ),
    "desks": both(
        "Due scrivanie con i computer davanti a una grande finestra sulle montagne.",
        "Two desks with computers before a large window on the mountains.",
    ),
    "shops": both(
        "Quattro botteghe con le tende colorate e i vasi in vetrina.",
        "Four shops with coloured awnings and potted plants in the window.",
    ),
    "trees": both(
        "Un vialetto tra alberi diversi, con i cartelli che ne dicono il nome.",
        "A path among different trees, with signs that tell their names.",
    ),
    "bridge": both(
        "Una passerella di legno sopra il torrente, con una bicicletta.",
        "A wooden footbridge over the stream, with a bicycle on it.",
    ),
    "school": both(
        "Una lavagna con forme di gesso, e sotto libri, matite e una mela.",
        "A blackboard with chalk shapes, and books, pencils and an apple below.",
    ),
    "cinema": both(
        "Uno schermo all'aperto di sera, tra le case con le finestre accese.",
        "An open-air screen at night, among houses with lit windows.",
    ),
    "rink": both(
        "Una pista di pattinaggio grigia e crepata, con le erbacce e una ringhiera rotta.",
        "A grey, cracked skating rink, with weeds and a broken railing.",
    ),
    "sports": both(
        "Un campo da basket rosso e blu, alberi e un percorso per le biciclette.",
        "A red and blue basketball court, trees and a bicycle track.",
    ),
}


def add_pictures() -> dict[str, Image]:
    """Draw them all; nobody's rights but the project's, which gives them away."""
    return {
        name: Image.objects.create(
            title=alt_text.split(",")[0].rstrip("."),
            file=ContentFile(drawing(name), name=f"{name}.jpg"),
            alt_text=alt_text,
            author="Piastra",
            licence="CC0 1.0",
        )
        for name, alt_text in PICTURES.items()
    }
