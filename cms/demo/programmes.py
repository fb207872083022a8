"""The five programmes. Costs are those of the town's plan; what was spent, the dates
and the results are invented examples, and each page says so."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page

from cms.models import HomePage, ProgrammePage, SectionPage

from .writing import Block, Writer, both, listed, paragraphs

NOTE = both(
    "Costo: cifra del piano del Comune. Spesa, date e risultati: esempi inventati.",
    "Cost: the figure of the town's plan. Spending, dates and results: invented.",
)


@dataclass(frozen=True)
class Plan:
    title: str
    slug: str
    introduction: str
    picture: str
    aim: str
    actions: str
    cost: int
    spent: int
    phases: list[Block]
    results: list[Block]
    partners: list[Block]
    progress: int | None = None


def month(ahead: int) -> datetime.date:
    """The first day of the month that many months from this one."""
    today = timezone.localdate()
    years, month = divmod(today.month - 1 + ahead, 12)
    return datetime.date(today.year + years, month + 1, 1)


def phase(name: str, first: int, last: int, text: str) -> Block:
    """From the beginning of a month to the end of another, counted from today's."""
    ends = month(last + 1) - datetime.timedelta(days=1)
    return (
        "phase",
        {"name": name, "begins": month(first), "ends": ends, "state": "", "text": text},
    )


def result(number: str, label: str, words: str) -> Block:
    return ("result", {"number": number, "label": label, "text": words})


def partner(name: str, role: str, address: str = "") -> Block:
    return (
        "partner",
        {"name": name, "role": role, "page": None, "address": address},
    )


COMUNE = both("Comune di Sondrio", "Comune di Sondrio")
COMUNE_URL = "https://www.comune.sondrio.it/"
EXAMPLE = both("Numero d'esempio.", "An example number.")


def write_programmes(
    writer: Writer, home: HomePage
) -> tuple[SectionPage, dict[str, Page]]:
    """Returns also each programme by its Italian slug."""
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
    return section, {
        plan.slug: write_programme(writer, section, plan) for plan in plans()
    }


def write_programme(writer: Writer, section: Page, plan: Plan) -> ProgrammePage:
    page = ProgrammePage(
        title=plan.title,
        slug=plan.slug,
        introduction=plan.introduction,
        aim=plan.aim,
        actions=plan.actions,
        phases=plan.phases,
        progress=plan.progress,
        cost=plan.cost,
        spent=plan.spent,
        spent_on=month(0) - datetime.timedelta(days=1),
        cost_note=NOTE,
        results=plan.results,
        partners=plan.partners,
    )
    return writer.publish(section, page, picture=plan.picture, english=True)


def plans() -> list[Plan]:
    return [marketing(), coworking(), shops(), service_learning(), coordination()]


def marketing() -> Plan:
    return Plan(
        title=both("Marketing sociale", "Social marketing"),
        slug=both("marketing-sociale", "social-marketing"),
        introduction=both(
            "Una nuova identità per il quartiere, costruita e raccontata insieme a chi "
            "ci vive.",
            "A new identity for the neighbourhood, built and told together with those "
            "who live there.",
        ),
        picture="cinema",
        aim=paragraphs(
            both(
                "Far crescere la partecipazione, raccontare i risultati e dare al "
                "quartiere un posto riconoscibile nella città.",
                "More participation, results that are told, and a place in the town "
                "that people recognise.",
            )
        ),
        actions=listed(
            both(
                "una squadra di giovani professionisti della comunicazione e della "
                "progettazione sociale;",
                "a team of young professionals of communication and social planning;",
            ),
            both(
                "incontri con cittadini e associazioni per capire come è visto il "
                "quartiere;",
                "meetings with citizens and associations on how the neighbourhood is "
                "seen;",
            ),
            both(
                "una strategia per «Qt Piastra», condivisa con la giunta;",
                "a strategy for “Qt Piastra”, shared with the town's executive;",
            ),
            both(
                "notizie, campagne e ascolto su tutti i canali del Comune.",
                "news, campaigns and listening on all the town's channels.",
            ),
        ),
        cost=103_700,
        spent=41_200,
        phases=[
            phase(
                both("Squadra e formazione", "Team and training"),
                *(-14, -9),
                both(
                    "Si sceglie la squadra e la si forma, con gli uffici del Comune.",
                    "The team is chosen and trained, with the town's offices.",
                ),
            ),
            phase(
                both("Ascolto e strategia", "Listening and strategy"),
                *(-8, -3),
                both(
                    "Gli incontri nel quartiere, poi la strategia adottata dalla giunta.",
                    "Meetings in the neighbourhood, then the strategy that the town's "
                    "executive adopts.",
                ),
            ),
            phase(
                both("Sito, notizie e campagne", "Site, news and campaigns"),
                *(-2, 15),
                both(
                    "Il quartiere si racconta ogni settimana e risponde a chi scrive.",
                    "The neighbourhood tells its story every week, and answers.",
                ),
            ),
            phase(
                both("Bilancio con gli abitanti", "Taking stock with residents"),
                *(16, 21),
                both(
                    "Che cosa è cambiato, detto con i numeri e con le voci.",
                    "What has changed, in numbers and in people's words.",
                ),
            ),
        ],
        results=[
            result(
                both("214", "214"),
                both("persone agli incontri di ascolto", "people at the meetings"),
                both(
                    "In sei serate, una per ogni gruppo di case. Numero d'esempio.",
                    "On six evenings, one for each group of houses. An example number.",
                ),
            ),
            result(
                both("12", "12"),
                both(
                    "notizie pubblicate in tre mesi", "news published in three months"
                ),
                both(
                    "Prima il quartiere compariva in media una volta al mese. Numero "
                    "d'esempio.",
                    "Before, the neighbourhood was told of once a month. An example "
                    "number.",
                ),
            ),
        ],
        partners=[
            partner(
                COMUNE,
                both("guida il programma e approva le campagne", "leads and approves"),
                COMUNE_URL,
            ),
            partner(
                both("Associazioni del quartiere", "Local associations"),
                both("portano voci, luoghi e storie", "bring voices, places, stories"),
            ),
        ],
    )


def coworking() -> Plan:
    return Plan(
        title=both("Coworking tematico", "Themed coworking"),
        slug=both("coworking-tematico", "themed-coworking"),
        introduction=both(
            "Spazi vuoti che tornano utili: scrivanie, sale e relazioni per chi lavora "
            "in proprio.",
            "Empty space made useful again: desks, rooms and connections for people who "
            "work for themselves.",
        ),
        picture="desks",
        aim=paragraphs(
            both(
                "Dare spazio al lavoro dei giovani, all'economia verde e "
                "all'innovazione ecologica, e far incontrare le imprese locali con chi "
                "innova nel digitale. Con una filiera del cibo biologico.",
                "Room for young people's work, for the green economy and "
                "eco-innovation, and a place where local firms meet digital "
                "innovators. With a chain of organic food.",
            )
        ),
        actions=listed(
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
        cost=146_400,
        spent=98_650,
        phases=[
            phase(
                both("Arredo e personale", "Fitting out and staff"),
                *(-20, -9),
                both(
                    "Dodici mesi per arredare gli spazi e scegliere chi li gestisce.",
                    "Twelve months to fit out the space and choose who runs it.",
                ),
            ),
            phase(
                both("Apertura e prime scrivanie", "Opening and first desks"),
                *(-8, 3),
                both(
                    "Si apre con metà dei posti e si provano orari e tariffe.",
                    "It opens with half of the places; hours and prices are tried out.",
                ),
            ),
            phase(
                both("Piena occupazione", "Full occupation"),
                *(4, 15),
                both(
                    "Tutte le scrivanie occupate, con appuntamenti ogni mese.",
                    "Every desk taken, with events every month.",
                ),
            ),
        ],
        results=[
            result(
                both("11 su 18", "11 of 18"),
                both("postazioni occupate", "desks taken"),
                both(
                    "Più della metà da persone sotto i 35 anni. Numero d'esempio.",
                    "More than half by people under 35. An example number.",
                ),
            ),
            result(
                both("7", "7"),
                both("imprese nate o trasferite qui", "firms born or moved here"),
                EXAMPLE,
            ),
        ],
        partners=[
            partner(COMUNE, both("mette a disposizione gli spazi", "gives the space")),
            partner(
                both("Politec Valtellina", "Politec Valtellina"),
                both("accompagna le imprese innovative", "guides innovative firms"),
            ),
        ],
        progress=45,
    )


def shops() -> Plan:
    return Plan(
        title=both("Botteghe e giovani imprese", "Shops and young firms"),
        slug=both("botteghe-e-giovani-imprese", "shops-and-young-firms"),
        introduction=both(
            "Negozi vuoti che riaprono, con affitti ridotti e un aiuto per chi comincia.",
            "Empty shops that reopen, with reduced rents and help for those who start.",
        ),
        picture="shops",
        aim=paragraphs(
            both(
                "Riportare attività nelle botteghe vuote, con i prodotti del "
                "territorio: vino, bresaola, formaggi, erbe, miele e artigianato. Un "
                "mercato coperto a chilometro zero fa da volano.",
                "Business back in the empty shops, with what the valley makes: wine, "
                "bresaola, cheese, herbs, honey and crafts. A covered zero-kilometre "
                "market sets the wheel going.",
            )
        ),
        actions=listed(
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
        cost=91_500,
        spent=18_300,
        phases=[
            phase(
                both("Spazi e regolamento", "Spaces and rules"),
                *(-10, -5),
                both(
                    "Si parla con i proprietari e si concorda come usare i locali.",
                    "The owners are met, and the use of the spaces is agreed.",
                ),
            ),
            phase(
                both("Bando e allestimento", "Call and fitting out"),
                *(-4, 1),
                both(
                    "Il bando assegna le botteghe, poi si allestiscono.",
                    "The call assigns the shops, which are then fitted out.",
                ),
            ),
            phase(
                both("Accompagnamento", "Guidance"),
                *(2, 25),
                both(
                    "Due anni al fianco di chi ha aperto.",
                    "Two years beside those who have opened.",
                ),
            ),
        ],
        results=[
            result(
                both("5", "5"),
                both("proprietari che hanno firmato", "owners who have signed"),
                both(
                    "Mettono a disposizione locali chiusi da più di due anni. Numero "
                    "d'esempio.",
                    "They offer spaces closed for more than two years. An example "
                    "number.",
                ),
            ),
        ],
        partners=[
            partner(COMUNE, both("cura il bando e l'assegnazione", "runs the call")),
            partner(
                both("Coldiretti Sondrio", "Coldiretti Sondrio"),
                both("porta il mercato a chilometro zero", "brings the market"),
            ),
        ],
    )


def service_learning() -> Plan:
    return Plan(
        title=both("Service learning e animazione", "Service learning and animation"),
        slug=both("service-learning", "service-learning"),
        introduction=both(
            "Scuole, associazioni e famiglie che imparano facendo qualcosa per il "
            "quartiere.",
            "Schools, associations and families who learn by doing something for the "
            "neighbourhood.",
        ),
        picture="school",
        aim=paragraphs(
            both(
                "Cittadinanza attiva, accoglienza delle famiglie che arrivano da altri "
                "Paesi, sport e cultura che portano in quartiere il resto della città.",
                "Active citizenship, a welcome for families who come from abroad, sport "
                "and culture that bring the rest of the town to the neighbourhood.",
            )
        ),
        actions=listed(
            both(
                "un calendario annuale di iniziative affidate ad associazioni e "
                "cooperative;",
                "a yearly plan of events entrusted to associations and cooperatives;",
            ),
            both(
                "classi e gruppi di volontari che lavorano insieme, per esempio sulla "
                "mediazione linguistica o sugli orti;",
                "classes and volunteers who work together, for example on language "
                "mediation or vegetable gardens;",
            ),
            both(
                "esperienze già nate qui: Skartoria, Ciclofficina, Extrascuola, Vicini "
                "di quartiere.",
                "experiences born here: Skartoria, Ciclofficina, Extrascuola, Vicini di "
                "quartiere.",
            ),
        ),
        cost=219_600,
        spent=64_900,
        phases=[
            phase(
                both("Piano con le associazioni", "Plan with the associations"),
                *(-12, -7),
                both(
                    "Si decide insieme chi fa che cosa, mese per mese.",
                    "Who does what, month by month, is decided together.",
                ),
            ),
            phase(
                both("Primo anno di iniziative", "First year of events"),
                *(-6, 5),
                both(
                    "Otto classi, dieci gruppi di volontari, un calendario comune.",
                    "Eight classes, ten groups of volunteers, one calendar.",
                ),
            ),
            phase(
                both("Secondo anno di iniziative", "Second year of events"),
                *(6, 17),
                both(
                    "Si ripete quello che ha funzionato, si cambia il resto.",
                    "What worked is repeated, the rest is changed.",
                ),
            ),
        ],
        results=[
            result(
                both("186", "186"),
                both("studenti coinvolti", "pupils taking part"),
                both(
                    "Hanno passato in quartiere in media dodici ore a testa. Numero "
                    "d'esempio.",
                    "Each spent twelve hours in the neighbourhood. An example number.",
                ),
            ),
            result(
                both("23", "23"),
                both("iniziative aperte a tutti", "events open to all"),
                EXAMPLE,
            ),
        ],
        partners=[
            partner(
                both("Scuole di Sondrio", "Schools of Sondrio"),
                both("scelgono con le classi che cosa fare", "choose with the classes"),
            ),
            partner(
                both("Consorzio Sol.Co. Sondrio", "Consorzio Sol.Co. Sondrio"),
                both("coordina l'animazione", "coordinates the events"),
            ),
        ],
    )


def coordination() -> Plan:
    return Plan(
        title=both("Progettazione e coordinamento", "Planning and coordination"),
        slug=both("progettazione-e-coordinamento", "planning-and-coordination"),
        introduction=both(
            "Chi tiene insieme il lavoro di tutti e controlla che i risultati arrivino "
            "davvero.",
            "Holding everybody's work together, and checking that results really come.",
        ),
        picture="bridge",
        aim=paragraphs(
            both(
                "Progetti fatti bene, una rete guidata, e una valutazione che guarda "
                "agli effetti e non solo alle attività.",
                "Sound projects, a network that is steered, and an evaluation of "
                "effects and not only of activities.",
            )
        ),
        actions=listed(
            both("il confronto con altre città;", "comparison with other towns;"),
            both(
                "indicatori con un valore di partenza, un obiettivo e le rilevazioni;",
                "indicators with a starting value, a target and readings;",
            ),
            both(
                "un modello che altri possano ripetere.",
                "a model that others can repeat.",
            ),
        ),
        cost=42_700,
        spent=16_400,
        phases=[
            phase(
                both("Progetto esecutivo", "Detailed design"),
                *(-20, -15),
                both(
                    "Che cosa si fa, con quali soldi e come si misura.",
                    "What is done, with what money, and how it is measured.",
                ),
            ),
            phase(
                both("Guida e verifica", "Steering and checking"),
                *(-14, 9),
                both(
                    "Ogni tre mesi si leggono gli indicatori e si corregge la rotta.",
                    "The indicators are read every three months and the course is set.",
                ),
            ),
            phase(
                both("Valutazione finale", "Final evaluation"),
                *(10, 15),
                both(
                    "Gli effetti, e che cosa resta quando il finanziamento finisce.",
                    "The effects, and what remains when the grant ends.",
                ),
            ),
        ],
        results=[],
        partners=[
            partner(COMUNE, both("coordina i cinque programmi", "coordinates")),
        ],
    )
