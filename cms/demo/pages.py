"""The pages that stay: the neighbourhood, its five programmes, the small print.

The programmes' figures are those of the town's plan.
"""

from __future__ import annotations

from wagtail.models import Page

from cms.models import HomePage, NewsIndexPage, SectionPage, StandardPage

from .writing import (
    Writer,
    both,
    figures,
    heading,
    listing,
    points,
    quote,
    text,
)


def write_home(writer: Writer) -> HomePage:
    home = HomePage(
        title=both("Qt Piastra", "Qt Piastra"),
        slug=both("qt-piastra", "qt-piastra-en"),
        headline=both("Il quartiere siamo noi", "The neighbourhood is us"),
        introduction=both(
            "Notizie, progetti e persone della Piastra di Sondrio: che cosa cambia, "
            "chi se ne occupa e come prendere parte.",
            "News, projects and people of the Piastra in Sondrio: what is changing, "
            "who is doing it and how to take part.",
        ),
    )
    root = Page.get_first_root_node()
    return writer.publish(root, home, picture="neighbourhood", english=True)


def fill_home(
    writer: Writer, home: HomePage, news: NewsIndexPage, programmes: SectionPage
) -> None:
    home.body = [
        listing(
            both("Le ultime notizie", "The latest news"),
            news,
            3,
            both("Tutte le notizie", "All the news"),
        ),
        heading(both("Il piano in breve", "The plan in short")),
        figures(
            (both("5", "5"), both("programmi per il quartiere", "programmes")),
            (both("36 mesi", "36 months"), both("di lavoro insieme", "of joint work")),
            (
                both("603.900 €", "€603,900"),
                both("per le persone e le idee", "for people and ideas"),
            ),
            (
                both("295", "295"),
                both("alberi sul percorso botanico", "trees on the botanical trail"),
            ),
        ),
        listing(
            both("I cinque programmi", "The five programmes"),
            programmes,
            6,
            both("Come si lavora nel quartiere", "How the work is done"),
        ),
    ]
    writer.publish(home, home)


def write_the_neighbourhood(writer: Writer, home: HomePage) -> StandardPage:
    page = StandardPage(
        title="Il quartiere",
        slug="il-quartiere",
        show_in_menus=True,
        introduction=(
            "La Piastra è il quartiere più popoloso e più verde di Sondrio, nella "
            "parte sud-ovest della città."
        ),
        body=[
            text(
                "Il quartiere è nato tra la fine degli anni Settanta e l'inizio degli "
                "anni Ottanta come esperimento di edilizia pubblica. Le vie Torelli, "
                "Moro, Vanoni, Giuliani e Gramsci ne disegnano il contorno; al centro, "
                "Largo Sindelfingen è il punto in cui ci si incontra.",
                "Negli ultimi anni sono cambiate molte cose: piste ciclabili con i "
                "filari di alberi, la passerella sul Mallero, il parco di via del "
                "Cugnolo, l'orto condiviso di via Giuliani, l'illuminazione a led.",
            ),
            figures(
                ("2,3 km", "l'anello del percorso botanico"),
                ("295", "alberi con la loro targhetta"),
                ("60", "specie, da cinque continenti"),
            ),
            heading("Da dove viene il nome"),
            text(
                "«Piastra» è la grande piattaforma pedonale che unisce case, negozi e "
                "servizi. «Qt», quartiere, è il segno con cui oggi il quartiere si "
                "presenta alla città."
            ),
            quote(
                "Qui ci si saluta ancora da un balcone all'altro.",
                "Una voce raccolta negli incontri di quartiere (esempio)",
            ),
        ],
    )
    return writer.publish(home, page, picture="trees")


def write_programmes(writer: Writer, home: HomePage) -> SectionPage:
    section = SectionPage(
        title=both("Programmi", "Programmes"),
        slug=both("programmi", "programmes"),
        show_in_menus=True,
        introduction=both(
            "Cinque programmi che si tengono insieme: raccontare il quartiere, dare "
            "spazio al lavoro dei giovani, riaprire le botteghe, fare comunità, "
            "misurare i risultati.",
            "Five programmes that belong together: telling the neighbourhood's story, "
            "making room for young people's work, reopening shops, building "
            "community, measuring results.",
        ),
    )
    writer.publish(home, section, picture="neighbourhood", english=True)
    for page, picture in programmes():
        writer.publish(section, page, picture=picture, english=True)
    return section


def programmes() -> list[tuple[StandardPage, str]]:
    time, cost = both("durata", "duration"), both("costo previsto", "planned cost")
    aim, actions = (
        both("Che cosa vuole", "What it wants"),
        both("Che cosa si fa", "What is done"),
    )
    return [
        (
            StandardPage(
                title=both("Marketing sociale", "Social marketing"),
                slug=both("marketing-sociale", "social-marketing"),
                introduction=both(
                    "Una nuova identità per il quartiere, costruita e raccontata "
                    "insieme a chi ci vive.",
                    "A new identity for the neighbourhood, built and told together "
                    "with those who live there.",
                ),
                body=[
                    figures(
                        (both("36 mesi", "36 months"), time),
                        (both("103.700 €", "€103,700"), cost),
                    ),
                    heading(aim),
                    text(
                        both(
                            "Far crescere la partecipazione, raccontare i risultati e "
                            "dare al quartiere un posto riconoscibile nella città.",
                            "More participation, results that are told, and a place "
                            "in the town that people recognise.",
                        )
                    ),
                    heading(actions),
                    points(
                        both(
                            "una squadra di giovani professionisti della comunicazione "
                            "e della progettazione sociale;",
                            "a team of young professionals of communication and social "
                            "planning;",
                        ),
                        both(
                            "incontri con cittadini e associazioni per capire come è "
                            "visto il quartiere;",
                            "meetings with citizens and associations on how the "
                            "neighbourhood is seen;",
                        ),
                        both(
                            "una strategia per «Qt Piastra», condivisa con la giunta;",
                            "a strategy for “Qt Piastra”, shared with the town's "
                            "executive;",
                        ),
                        both(
                            "notizie, campagne e ascolto su tutti i canali del Comune.",
                            "news, campaigns and listening on all the town's channels.",
                        ),
                    ),
                ],
            ),
            "cinema",
        ),
        (
            StandardPage(
                title=both("Coworking tematico", "Themed coworking"),
                slug=both("coworking-tematico", "themed-coworking"),
                introduction=both(
                    "Spazi vuoti che tornano utili: scrivanie, sale e relazioni per "
                    "chi lavora in proprio.",
                    "Empty space made useful again: desks, rooms and connections for "
                    "people who work for themselves.",
                ),
                body=[
                    figures(
                        (both("36 mesi", "36 months"), time),
                        (both("146.400 €", "€146,400"), cost),
                    ),
                    heading(aim),
                    text(
                        both(
                            "Dare spazio al lavoro dei giovani, all'economia verde e "
                            "all'innovazione ecologica, e far incontrare le imprese "
                            "locali con chi innova nel digitale.",
                            "Room for young people's work, for the green economy and "
                            "eco-innovation, and a place where local firms meet "
                            "digital innovators.",
                        )
                    ),
                    heading(actions),
                    points(
                        both(
                            "arredo del piano rialzato della Piastra;",
                            "fitting out the raised ground floor of the Piastra;",
                        ),
                        both(
                            "personale e gestione con i partner;",
                            "staff and management with the partners;",
                        ),
                        both(
                            "piano economico, promozione e appuntamenti.",
                            "a business plan, promotion and events.",
                        ),
                    ),
                ],
            ),
            "desks",
        ),
        (
            StandardPage(
                title=both("Botteghe e giovani imprese", "Shops and young firms"),
                slug=both("botteghe-e-giovani-imprese", "shops-and-young-firms"),
                introduction=both(
                    "Negozi vuoti che riaprono, con affitti ridotti e un aiuto per "
                    "chi comincia.",
                    "Empty shops that reopen, with reduced rents and help for those "
                    "who start.",
                ),
                body=[
                    figures(
                        (both("36 mesi", "36 months"), time),
                        (both("91.500 €", "€91,500"), cost),
                    ),
                    heading(aim),
                    text(
                        both(
                            "Riportare attività nelle botteghe vuote, con i prodotti "
                            "del territorio: vino, bresaola, formaggi, erbe, miele e "
                            "artigianato. Un mercato coperto a chilometro zero fa da "
                            "volano.",
                            "Business back in the empty shops, with what the valley "
                            "makes: wine, bresaola, cheese, herbs, honey and crafts. "
                            "A covered zero-kilometre market sets the wheel going.",
                        )
                    ),
                    heading(actions),
                    points(
                        both(
                            "un regolamento d'uso condiviso con i proprietari;",
                            "rules of use agreed with the owners;",
                        ),
                        both(
                            "un bando pubblico per assegnare le botteghe;",
                            "a public call to assign the shops;",
                        ),
                        both(
                            "un accompagnamento per chi apre.",
                            "guidance for those who open.",
                        ),
                    ),
                ],
            ),
            "shops",
        ),
        (
            StandardPage(
                title=both(
                    "Service learning e animazione",
                    "Service learning and animation",
                ),
                slug=both("service-learning", "service-learning"),
                introduction=both(
                    "Scuole, associazioni e famiglie che imparano facendo qualcosa "
                    "per il quartiere.",
                    "Schools, associations and families who learn by doing something "
                    "for the neighbourhood.",
                ),
                body=[
                    figures(
                        (both("36 mesi", "36 months"), time),
                        (both("219.600 €", "€219,600"), cost),
                    ),
                    heading(aim),
                    text(
                        both(
                            "Cittadinanza attiva, accoglienza delle famiglie che "
                            "arrivano da altri Paesi, sport e cultura che portano in "
                            "quartiere il resto della città.",
                            "Active citizenship, a welcome for families who come from "
                            "abroad, sport and culture that bring the rest of the "
                            "town to the neighbourhood.",
                        )
                    ),
                    heading(actions),
                    points(
                        both(
                            "un calendario annuale di iniziative affidate ad "
                            "associazioni e cooperative;",
                            "a yearly plan of events entrusted to associations and "
                            "cooperatives;",
                        ),
                        both(
                            "classi e gruppi di volontari che lavorano insieme, per "
                            "esempio sulla mediazione linguistica o sugli orti;",
                            "classes and volunteers who work together, for example on "
                            "language mediation or vegetable gardens;",
                        ),
                        both(
                            "esperienze già nate qui: Skartoria, Ciclofficina, "
                            "Extrascuola, Vicini di quartiere.",
                            "experiences born here: Skartoria, Ciclofficina, "
                            "Extrascuola, Vicini di quartiere.",
                        ),
                    ),
                ],
            ),
            "school",
        ),
        (
            StandardPage(
                title=both(
                    "Progettazione e coordinamento", "Planning and coordination"
                ),
                slug=both("progettazione-e-coordinamento", "planning-and-coordination"),
                introduction=both(
                    "Chi tiene insieme il lavoro di tutti e controlla che i risultati "
                    "arrivino davvero.",
                    "Those who hold everybody's work together and check that results "
                    "really come.",
                ),
                body=[
                    figures(
                        (both("36 mesi", "36 months"), time),
                        (both("42.700 €", "€42,700"), cost),
                    ),
                    heading(aim),
                    text(
                        both(
                            "Progetti fatti bene, una rete guidata, e una valutazione "
                            "che guarda agli effetti e non solo alle attività.",
                            "Sound projects, a network that is steered, and an "
                            "evaluation of effects and not only of activities.",
                        )
                    ),
                    heading(actions),
                    points(
                        both(
                            "il confronto con altre città;",
                            "comparison with other towns;",
                        ),
                        both(
                            "indicatori con un valore di partenza, un obiettivo e le "
                            "rilevazioni;",
                            "indicators with a starting value, a target and readings;",
                        ),
                        both(
                            "un modello che altri possano ripetere.",
                            "a model that others can repeat.",
                        ),
                    ),
                ],
            ),
            "bridge",
        ),
    ]
