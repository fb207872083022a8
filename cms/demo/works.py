"""Four works that public sources name; dates, firms and states are examples."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.crops import make
from cms.models import HomePage, WorkPage, WorksPage

from .programmes import month
from .writing import Block, Writer, both, text

OFFICE = both("Ufficio lavori pubblici", "Public works office")
FIRM = both("Impresa d'esempio", "An example firm")
EXAMPLE = both(
    "I fatti sono pubblici; date, stato e imprese sono esempi inventati.",
    "The facts are public; dates, states and firms are invented examples.",
)


def disruption(kind: str, what: str, **more: Any) -> Block:
    return (
        "disruption",
        {
            "kind": kind,
            "text": what,
            "alternative": more.get("instead", ""),
            "begins": more.get("begins"),
            "ends": more.get("ends"),
        },
    )


def write_works(
    writer: Writer, home: HomePage, programmes: dict[str, Page]
) -> WorksPage:
    index = WorksPage(
        title=both("Lavori in corso", "Works under way"),
        slug=both("lavori", "works"),
        show_in_menus=True,
        introduction=both(
            "Che cosa si sta costruendo, fino a quando, e che cosa cambia intanto per "
            "chi abita, cammina e guida qui.",
            "What is being built, until when, and what it means meanwhile for those who "
            "live, walk and drive here.",
        ),
    )
    writer.publish(home, index, english=True)
    for page, picture in works(writer, programmes):
        writer.publish(index, page, picture=picture, english=True)
        for block in page.pictures:
            make(block.value["before"], "half")
            make(block.value["after"], "half")
    return index


def works(writer: Writer, programmes: dict[str, Page]) -> list[tuple[WorkPage, str]]:
    today = timezone.localdate()
    phase = WorkPage.Phase
    return [
        (
            WorkPage(
                title=both(
                    "Ristrutturazione della scuola dell'infanzia",
                    "Renovation of the nursery school",
                ),
                slug=both("scuola-dell-infanzia", "nursery-school"),
                phase=phase.OPEN,
                introduction=both(
                    "Tetto, finestre e riscaldamento nuovi nella scuola di via Gianoli, "
                    "con il giardino e il parcheggio.",
                    "A new roof, windows and heating for the school in via Gianoli, with "
                    "its garden and car park.",
                ),
                address=both("Via Gianoli", "Via Gianoli"),
                latitude="46.168000",
                longitude="9.862800",
                begins=month(-4),
                expected_end=month(5) - datetime.timedelta(days=1),
                responsible=OFFICE,
                contractor=FIRM,
                cost_note=EXAMPLE,
                disruptions=[
                    disruption(
                        "traffic",
                        both(
                            "Il parcheggio davanti alla scuola è chiuso.",
                            "The car park in front of the school is closed.",
                        ),
                        instead=both(
                            "Si parcheggia in via del Cugnolo, a quattro minuti a piedi.",
                            "Park in via del Cugnolo, four minutes on foot.",
                        ),
                        begins=month(-4),
                        ends=month(3) - datetime.timedelta(days=1),
                    ),
                    disruption(
                        "noise",
                        both(
                            "Rumore dalle 8 alle 12 e dalle 14 alle 17, mai nel fine "
                            "settimana.",
                            "Noise from 8 to 12 and from 14 to 17, never at weekends.",
                        ),
                    ),
                    disruption(
                        "access",
                        both(
                            "Le bambine e i bambini entrano dal giardino.",
                            "Children come in through the garden.",
                        ),
                        instead=both(
                            "Un passaggio senza gradini parte dal cancello verde.",
                            "A way without steps begins at the green gate.",
                        ),
                    ),
                ],
                body=[
                    text(
                        both(
                            "I lavori si fanno per parti, così la scuola resta sempre "
                            "aperta: ogni due mesi le classi si spostano nell'ala già "
                            "finita.",
                            "The work is done a part at a time, so that the school stays "
                            "open: every two months the classes move into the wing that "
                            "is finished.",
                        )
                    )
                ],
            ),
            "school",
        ),
        (
            WorkPage(
                title=both(
                    "Pista ciclabile Gramsci, Giuliani e Maffei",
                    "Cycle path along Gramsci, Giuliani and Maffei",
                ),
                slug=both("pista-ciclabile", "cycle-path"),
                phase=phase.OPEN,
                introduction=both(
                    "Un tratto continuo e protetto, con due filari di alberi, fino al "
                    "ponte sul Mallero.",
                    "A continuous, protected path with two rows of trees, as far as the "
                    "bridge over the Mallero.",
                ),
                address=both(
                    "Via Gramsci, via Giuliani e via Maffei",
                    "Via Gramsci, via Giuliani and via Maffei",
                ),
                latitude="46.165000",
                longitude="9.864400",
                begins=month(-7),
                expected_end=today - datetime.timedelta(days=12),
                phase_note=both(
                    "Mancano la segnaletica e gli ultimi venti alberi, che si piantano "
                    "solo con il terreno adatto.",
                    "The signs are missing, and the last twenty trees, which need the "
                    "right soil to be planted.",
                ),
                responsible=OFFICE,
                contractor=FIRM,
                disruptions=[
                    disruption(
                        "way",
                        both(
                            "Il marciapiede di via Maffei è stretto, lato Secam.",
                            "The pavement of via Maffei is narrow on the Secam side.",
                        ),
                        instead=both(
                            "Si cammina sul lato opposto, con due attraversamenti "
                            "provvisori.",
                            "Walk on the other side, with two temporary crossings.",
                        ),
                    ),
                ],
            ),
            "bicycles",
        ),
        (
            WorkPage(
                title=both(
                    "Piano rialzato della Piastra", "The Piastra's raised floor"
                ),
                slug=both("piano-rialzato", "raised-floor"),
                phase=phase.PLANNED,
                programme=programmes["coworking-tematico"],
                introduction=both(
                    "Altre dieci scrivanie e una cucina comune nello spazio accanto al "
                    "coworking.",
                    "Ten more desks and a shared kitchen in the space beside the "
                    "coworking.",
                ),
                address=both(
                    "Centro La Piastra, piano rialzato",
                    "Centro La Piastra, raised ground floor",
                ),
                latitude="46.166700",
                longitude="9.861200",
                begins=month(2),
                expected_end=month(5) - datetime.timedelta(days=1),
                cost=38_000,
                cost_note=both(
                    "Importo d'esempio, dal programma «Coworking tematico».",
                    "An example amount, from the “Themed coworking” programme.",
                ),
                responsible=OFFICE,
            ),
            "desks",
        ),
        (
            WorkPage(
                title=both(
                    "Area sportiva al posto della vecchia pista",
                    "A sports area where the rink was",
                ),
                slug=both("area-sportiva-al-posto-della-pista", "sports-area-works"),
                phase=phase.FINISHED,
                programme=programmes["service-learning"],
                introduction=both(
                    "Basket, calcio a cinque, attrezzi per tutti e un percorso per le "
                    "biciclette: la vecchia pista ha una vita nuova.",
                    "Basketball, five-a-side, equipment for everybody and a bicycle "
                    "track: the old rink has a new life.",
                ),
                address=both("Via Aldo Moro", "Via Aldo Moro"),
                latitude="46.167300",
                longitude="9.860300",
                begins=month(-16),
                expected_end=month(-9) - datetime.timedelta(days=1),
                ended=month(-9) + datetime.timedelta(days=18),
                cost=550_000,
                cost_note=both(
                    "Di cui 500.000 € dalla Regione Lombardia (fonte: stampa locale).",
                    "Of which €500,000 from Regione Lombardia (source: local press).",
                ),
                responsible=OFFICE,
                contractor=FIRM,
                pictures=[
                    (
                        "pair",
                        {
                            "before": writer.pictures["rink"],
                            "after": writer.pictures["sports"],
                            "caption": both(
                                "La pista abbandonata e l'area sportiva di oggi.",
                                "The abandoned rink, and the sports area of today.",
                            ),
                        },
                    )
                ],
            ),
            "sports",
        ),
    ]
