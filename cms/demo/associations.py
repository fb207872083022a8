"""The directory: groups that public sources name, with invented details."""

from __future__ import annotations

from cms.models import (
    AssociationPage,
    AssociationsPage,
    HomePage,
    PlacePage,
    Topic,
)

from .places import WEEKDAYS, hours
from .writing import Writer, both, text

EXAMPLE = both(
    "Scheda d'esempio: orari, lingue e recapiti sono inventati.",
    "An example: hours, languages and contacts are invented.",
)


def write_associations(
    writer: Writer,
    home: HomePage,
    places: dict[str, PlacePage],
    topics: dict[str, Topic],
) -> AssociationsPage:
    index = AssociationsPage(
        title=both("Associazioni", "Associations"),
        slug=both("associazioni", "associations"),
        show_in_menus=True,
        introduction=both(
            "Chi fa che cosa nel quartiere, dove si trova e in quali lingue risponde.",
            "Who does what in the neighbourhood, where to find them and in which "
            "languages they answer.",
        ),
    )
    writer.publish(home, index, english=True)
    for page, slugs in associations(places):
        page.hours_note = EXAMPLE
        page.topics.add(*(topics[slug] for slug in slugs))
        writer.publish(index, page, english=True)
    return index


def associations(
    places: dict[str, PlacePage],
) -> list[tuple[AssociationPage, tuple[str, ...]]]:
    kind = AssociationPage.Kind
    desk = places["sportello-di-quartiere"]
    return [
        (
            AssociationPage(
                title=both("Ciclofficina", "Ciclofficina (bicycle workshop)"),
                slug=both("ciclofficina", "ciclofficina"),
                kind=kind.COMMITTEE,
                introduction=both(
                    "Si porta la bicicletta e si impara a ripararla, con attrezzi e "
                    "pezzi recuperati.",
                    "Bring your bicycle and learn to mend it, with tools and salvaged "
                    "parts.",
                ),
                email="ciclofficina@piastra.example",
                place_note=both(
                    "Sotto i portici di Largo Sindelfingen, porta arancione",
                    "Under the arcade of Largo Sindelfingen, orange door",
                ),
                hours=[hours("5", "09:30", "12:30")],
                languages=["it", "en", "fr", "ar"],
                body=[
                    text(
                        both(
                            "Le biciclette che nessuno usa più vengono smontate o "
                            "rimesse in strada. Due volte l'anno si va insieme fino al "
                            "Sentiero Valtellina.",
                            "Bicycles that nobody rides are taken apart or put back on "
                            "the road. Twice a year the group rides together to the "
                            "Sentiero Valtellina.",
                        )
                    )
                ],
            ),
            ("mobilita", "ambiente"),
        ),
        (
            AssociationPage(
                title=both("Skartoria", "Skartoria (creative reuse)"),
                slug=both("skartoria", "skartoria"),
                kind=kind.COOPERATIVE,
                introduction=both(
                    "Un laboratorio di riuso creativo: da stoffe e scarti nascono "
                    "borse, costumi e arredi.",
                    "A workshop of creative reuse: fabric and scraps become bags, "
                    "costumes and furnishings.",
                ),
                email="skartoria@piastra.example",
                place_note=both(
                    "Centro La Piastra, bottega 12", "Centro La Piastra, 12"
                ),
                hours=[hours("13", "14:30", "18:00")],
                languages=["it", "ro", "uk"],
            ),
            ("cultura", "ambiente"),
        ),
        (
            AssociationPage(
                title=both("Extrascuola", "Extrascuola (after school)"),
                slug=both("extrascuola", "extrascuola"),
                kind=kind.SCHOOL,
                introduction=both(
                    "Compiti, merenda e giochi dopo la scuola, per bambine e bambini "
                    "dai sei ai tredici anni.",
                    "Homework, a snack and games after school, for children from six to "
                    "thirteen.",
                ),
                email="extrascuola@piastra.example",
                phone="0342 000001",
                place_note=both("Scuola di via Gianoli", "School in via Gianoli"),
                hours=[hours(WEEKDAYS, "14:30", "18:00")],
                languages=["it", "ar", "sq", "es"],
            ),
            ("scuola", "comunita"),
        ),
        (
            AssociationPage(
                title=both("Vicini di quartiere", "Vicini di quartiere (neighbours)"),
                slug=both("vicini-di-quartiere", "vicini-di-quartiere"),
                kind=kind.COMMITTEE,
                introduction=both(
                    "Vicini che si danno una mano: la spesa, un passaggio, due parole.",
                    "Neighbours who help one another: shopping, a lift, a chat.",
                ),
                email="vicini@piastra.example",
                place=desk,
                hours=[hours("2", "17:00", "19:00")],
                languages=["it", "ar", "zh"],
            ),
            ("comunita",),
        ),
        (
            AssociationPage(
                title=both("Gruppo dell'orto condiviso", "Shared garden group"),
                slug=both("gruppo-dell-orto", "garden-group"),
                kind=kind.COMMITTEE,
                introduction=both(
                    "Assegna gli appezzamenti, cura l'aiuola comune e accoglie le "
                    "classi.",
                    "It assigns the plots, looks after the common bed and welcomes "
                    "school classes.",
                ),
                email="orto@piastra.example",
                place=places["orto-condiviso"],
                hours=[hours("5", "09:00", "11:00")],
                languages=["it", "mk"],
            ),
            ("ambiente", "comunita"),
        ),
        (
            AssociationPage(
                title=both(
                    "Nuova Accademia Musicale La Motta",
                    "Nuova Accademia Musicale La Motta",
                ),
                slug=both("accademia-musicale-la-motta", "accademia-musicale-la-motta"),
                kind=kind.ASSOCIATION,
                introduction=both(
                    "Corsi di musica per ogni età, un'orchestra giovanile e concerti in "
                    "quartiere.",
                    "Music lessons for all ages, a youth orchestra and concerts in the "
                    "neighbourhood.",
                ),
                place=places["auditorium-della-piastra"],
                place_note=both(
                    "Sala prove, primo piano", "Rehearsal room, first floor"
                ),
                hours=[hours(WEEKDAYS, "15:00", "20:00")],
                languages=["it", "en", "de"],
            ),
            ("cultura",),
        ),
        (
            AssociationPage(
                title=both(
                    "Associazione amici degli anziani", "Friends of the elderly"
                ),
                slug=both("amici-degli-anziani", "friends-of-the-elderly"),
                kind=kind.ASSOCIATION,
                introduction=both(
                    "Compagnia, ginnastica dolce e accompagnamento alle visite.",
                    "Company, gentle exercise and a lift to the doctor's.",
                ),
                phone="0342 000002",
                place=desk,
                hours=[hours("024", "09:30", "11:30")],
                languages=["it"],
            ),
            ("comunita",),
        ),
        (
            AssociationPage(
                title=both("Oratorio", "Parish youth centre"),
                slug=both("oratorio", "parish-youth-centre"),
                kind=kind.PARISH,
                introduction=both(
                    "Cortile aperto, tornei e un'estate di giochi per ragazze e "
                    "ragazzi.",
                    "An open courtyard, tournaments and a summer of games for the "
                    "young.",
                ),
                place_note=both("Cortile della parrocchia", "The parish courtyard"),
                hours=[hours("0123456", "15:30", "18:30")],
                languages=["it", "es"],
            ),
            ("comunita", "scuola"),
        ),
    ]
