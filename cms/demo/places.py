"""Places of the neighbourhood: real ones, with invented hours and contacts."""

from __future__ import annotations

import datetime

from django.utils import timezone

from cms.models import HomePage, PlacePage, PlacesPage

from .writing import Block, Writer, both, text

APPROXIMATE = both(
    "Orari e recapiti sono esempi; il punto sulla mappa è indicativo.",
    "Hours and contacts are examples; the point on the map is approximate.",
)
WEEKDAYS, SATURDAY = "01234", "5"
STREETS = both("Ufficio lavori pubblici", "Public works office")


def hours(days: str, opens: str, closes: str) -> Block:
    """``days`` as figures, Monday 0."""
    opening, closing = (datetime.time.fromisoformat(time) for time in (opens, closes))
    return ("hours", {"days": list(days), "opens": opening, "closes": closing})


def closed(first: datetime.date, last: datetime.date | None, reason: str) -> Block:
    return ("closure", {"first": first, "last": last, "reason": reason})


def holidays() -> list[Block]:
    """The next Christmas."""
    today = timezone.localdate()
    year = today.year if today <= datetime.date(today.year, 12, 26) else today.year + 1
    first, last = datetime.date(year, 12, 24), datetime.date(year, 12, 26)
    return [closed(first, last, both("festività di Natale", "Christmas"))]


def write_places(
    writer: Writer, home: HomePage
) -> tuple[PlacesPage, dict[str, PlacePage]]:
    """Returns also each place by its Italian slug."""
    index = PlacesPage(
        title=both("Luoghi", "Places"),
        slug=both("luoghi", "places"),
        show_in_menus=True,
        introduction=both(
            "Dove ci si incontra, si lavora, si gioca e si respira: i luoghi del "
            "quartiere, con gli orari e il modo di entrarci.",
            "Where people meet, work, play and breathe: the places of the "
            "neighbourhood, with their hours and how to get in.",
        ),
    )
    writer.publish(home, index, english=True)
    found = {}
    for page, picture in places():
        page.town, page.postal_code = "Sondrio", "23100"
        writer.publish(index, page, picture=picture, english=True)
        found[page.slug] = page
    return index, found


def places() -> list[tuple[PlacePage, str]]:
    kind, step_free = PlacePage.Kind, PlacePage.StepFree
    return [
        (
            PlacePage(
                title=both("Sportello di quartiere", "Neighbourhood desk"),
                slug=both("sportello-di-quartiere", "neighbourhood-desk"),
                kind=kind.SERVICE,
                introduction=both(
                    "Informazioni, idee e segnalazioni: qui c'è sempre qualcuno della "
                    "squadra che ascolta.",
                    "Information, ideas and reports: somebody of the team is always "
                    "here to listen.",
                ),
                address=both("Largo Sindelfingen", "Largo Sindelfingen"),
                latitude="46.166200",
                longitude="9.862100",
                step_free=step_free.YES,
                access=both(
                    "Si entra dalla piazza, senza gradini. Il bagno è accessibile. "
                    "L'autobus ferma a duecento metri.",
                    "The entrance is on the square, without steps. The toilet is "
                    "accessible. The bus stops two hundred metres away.",
                ),
                hours=[
                    hours(WEEKDAYS, "09:30", "12:30"),
                    hours("13", "15:00", "18:30"),
                    hours(SATURDAY, "09:30", "12:00"),
                ],
                closures=holidays(),
                hours_note=APPROXIMATE,
                email="sportello@piastra.example",
                in_charge=both("Squadra di marketing sociale", "Social marketing team"),
                body=[
                    text(
                        both(
                            "Allo sportello si trovano il calendario del quartiere, i "
                            "moduli per le associazioni e un computer per chi non ne "
                            "ha uno. Si parlano italiano, inglese e francese.",
                            "The desk has the neighbourhood's calendar, the forms for "
                            "associations and a computer for those who have none. "
                            "Italian, English and French are spoken.",
                        )
                    )
                ],
            ),
            "neighbourhood",
        ),
        (
            PlacePage(
                title=both("Coworking della Piastra", "Coworking at the Piastra"),
                slug=both("coworking-della-piastra", "coworking-at-the-piastra"),
                kind=kind.WORK,
                introduction=both(
                    "Scrivanie, uffici e due sale riunioni al piano rialzato, per chi "
                    "lavora in proprio.",
                    "Desks, offices and two meeting rooms on the raised ground floor, "
                    "for people who work for themselves.",
                ),
                address=both(
                    "Centro La Piastra, piano rialzato",
                    "Centro La Piastra, raised ground floor",
                ),
                latitude="46.166700",
                longitude="9.861200",
                step_free=step_free.YES,
                access=both(
                    "Rampa dal parcheggio e ascensore dalla piazza. Chi ha una "
                    "scrivania entra a ogni ora con il proprio codice.",
                    "A ramp from the car park and a lift from the square. Those who "
                    "have a desk come in at any hour with their own code.",
                ),
                hours=[hours(WEEKDAYS, "08:30", "19:30")],
                closures=holidays(),
                hours_note=APPROXIMATE,
                email="coworking@piastra.example",
                in_charge=both(
                    "Programma «Coworking tematico»", "“Themed coworking” programme"
                ),
            ),
            "desks",
        ),
        (
            PlacePage(
                title=both("Parco di via del Cugnolo", "Park in via del Cugnolo"),
                slug=both("parco-di-via-del-cugnolo", "park-in-via-del-cugnolo"),
                kind=kind.GREEN,
                introduction=both(
                    "Prato, giochi e panchine all'ombra, accanto alla residenza per "
                    "anziani.",
                    "Lawn, playground and benches in the shade, beside the care home.",
                ),
                address=both("Via del Cugnolo", "Via del Cugnolo"),
                latitude="46.164900",
                longitude="9.859600",
                step_free=step_free.YES,
                access=both(
                    "Sempre aperto. I vialetti sono in piano; una fontanella è vicino "
                    "ai giochi. Parcheggio con due posti riservati.",
                    "Always open. The paths are level; there is drinking water near the "
                    "playground. A car park with two reserved places.",
                ),
                in_charge=STREETS,
            ),
            "trees",
        ),
        (
            PlacePage(
                title=both("Orto condiviso", "Shared vegetable garden"),
                slug=both("orto-condiviso", "shared-garden"),
                kind=kind.GREEN,
                introduction=both(
                    "Gli appezzamenti curati dalle famiglie del quartiere, e un'aiuola "
                    "comune per chi passa.",
                    "Plots kept by families of the neighbourhood, and a common bed for "
                    "those who pass by.",
                ),
                address=both("Via Giuliani", "Via Giuliani"),
                latitude="46.165400",
                longitude="9.863500",
                step_free=step_free.PARTLY,
                access=both(
                    "Si entra dal cancello su via Giuliani. L'aiuola comune si "
                    "raggiunge senza gradini, gli appezzamenti su terra battuta.",
                    "The gate is in via Giuliani. The common bed is reached without "
                    "steps, the plots on beaten earth.",
                ),
                hours=[hours("0123456", "07:00", "21:00")],
                hours_note=APPROXIMATE,
                in_charge=both("Gruppo dell'orto", "The garden's group"),
            ),
            "garden",
        ),
        (
            PlacePage(
                title=both("Area sportiva della vecchia pista", "Sports area"),
                slug=both("area-sportiva", "sports-area"),
                kind=kind.SPORT,
                introduction=both(
                    "Basket, calcio a cinque, attrezzi per allenarsi e un percorso per "
                    "le biciclette, dove c'era la pista di pattinaggio.",
                    "Basketball, five-a-side football, fitness equipment and a bicycle "
                    "track, where the skating rink was.",
                ),
                address=both("Via Aldo Moro", "Via Aldo Moro"),
                latitude="46.167300",
                longitude="9.860300",
                step_free=step_free.YES,
                access=both(
                    "Gli attrezzi sono anche per chi è in carrozzina. Spogliatoi aperti "
                    "negli orari qui accanto.",
                    "The equipment can also be used from a wheelchair. The changing "
                    "rooms are open at the hours given here.",
                ),
                hours=[
                    hours(WEEKDAYS, "15:00", "22:00"),
                    hours("56", "09:00", "22:00"),
                ],
                hours_note=APPROXIMATE,
                in_charge=both("Ufficio sport", "Sports office"),
            ),
            "sports",
        ),
        (
            PlacePage(
                title=both("Auditorium della Piastra", "Auditorium of the Piastra"),
                slug=both("auditorium-della-piastra", "auditorium-of-the-piastra"),
                kind=kind.CULTURE,
                introduction=both(
                    "Una sala da centoventi posti per incontri, concerti e prove "
                    "aperte.",
                    "A hall of a hundred and twenty seats for meetings, concerts and "
                    "open rehearsals.",
                ),
                address=both("Largo Sindelfingen", "Largo Sindelfingen"),
                latitude="46.166000",
                longitude="9.861700",
                step_free=step_free.PARTLY,
                access=both(
                    "Senza gradini fino alla platea; il palco si raggiunge con quattro "
                    "gradini. Quattro posti per carrozzine.",
                    "Without steps as far as the seats; four steps lead to the stage. "
                    "Four places for wheelchairs.",
                ),
                hours_note=both(
                    "Apre per gli appuntamenti in calendario; si prenota allo sportello.",
                    "It opens for what is on the calendar; book it at the desk.",
                ),
                in_charge=both("Ufficio cultura", "Culture office"),
            ),
            "cinema",
        ),
    ]
