"""A dozen news: invented examples that start from public facts about the place."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page

from cms.models import HomePage, NewsIndexPage, NewsPage, Topic, TopicName

from .writing import Block, Writer, both, callout, heading, points, quote, text

# In Italian, English and Arabic.
TOPICS = {
    "ambiente": ("Ambiente", "Environment", "البيئة"),
    "commercio": ("Commercio", "Trade", "التجارة"),
    "comunita": ("Comunità", "Community", "المجتمع"),
    "cultura": ("Cultura", "Culture", "الثقافة"),
    "lavoro": ("Lavoro", "Work", "العمل"),
    "mobilita": ("Mobilità", "Getting around", "التنقل"),
    "scuola": ("Scuola", "School", "المدرسة"),
}
OFFICE = both("Squadra di marketing sociale", "Social marketing team")
COORDINATION = both("Ufficio di coordinamento", "Coordination office")


@dataclass(frozen=True)
class Piece:
    days_ago: int
    title: str
    slug: str
    introduction: str
    picture: str
    topics: tuple[str, ...]
    body: list[Block]
    by_line: str = field(default=OFFICE)
    programme: str = ""
    english: bool = False


def add_topics() -> dict[str, Topic]:
    return {slug: add_topic(slug, *names) for slug, names in TOPICS.items()}


def write_news(
    writer: Writer,
    home: HomePage,
    topics: dict[str, Topic],
    programmes: dict[str, Page],
) -> NewsIndexPage:
    index = NewsIndexPage(
        title=both("Notizie", "News"),
        slug=both("notizie", "news"),
        show_in_menus=True,
        introduction=both(
            "Che cosa succede nel quartiere, raccontato da chi ci lavora.",
            "What happens in the neighbourhood, told by those who work there.",
        ),
    )
    writer.publish(home, index, english=True)
    today = timezone.localdate()
    for piece in sorted(pieces(), key=lambda piece: -piece.days_ago):
        page = NewsPage(
            title=piece.title,
            slug=piece.slug,
            date=today - datetime.timedelta(days=piece.days_ago),
            introduction=piece.introduction,
            by_line=piece.by_line,
            programme=programmes.get(piece.programme),
            body=piece.body,
        )
        page.topics.add(*(topics[slug] for slug in piece.topics))
        writer.publish(index, page, picture=piece.picture, english=piece.english)
    return index


def add_topic(slug: str, italian: str, english: str, arabic: str) -> Topic:
    topic, _ = Topic.objects.get_or_create(slug=slug, defaults={"name": italian})
    for language, name in (("en", english), ("ar", arabic)):
        if language in dict(settings.LANGUAGES):
            TopicName.objects.get_or_create(
                topic=topic, language=language, defaults={"name": name}
            )
    return topic


def pieces() -> list[Piece]:
    return [
        Piece(
            days_ago=2,
            title=both(
                "Ciclofficina: il sabato si impara a riparare la bici",
                "Ciclofficina: learn to mend your bicycle on Saturdays",
            ),
            slug=both("ciclofficina-del-sabato", "ciclofficina-on-saturdays"),
            introduction=both(
                "Attrezzi, cavalletti e qualcuno che spiega: ogni sabato mattina la "
                "Ciclofficina apre a chi vuole rimettere in strada la propria "
                "bicicletta.",
                "Tools, stands and somebody to explain: every Saturday morning the "
                "bicycle workshop opens to all who want theirs back on the road.",
            ),
            picture="bicycles",
            topics=("mobilita", "comunita"),
            programme="service-learning",
            english=True,
            body=[
                text(
                    both(
                        "Non serve saperne qualcosa. Si porta la bicicletta, si guarda "
                        "insieme che cosa non va e si prova a ripararla; i pezzi "
                        "recuperati da altre bici sono a disposizione di tutti.",
                        "You need to know nothing. Bring your bicycle, look together "
                        "at what is wrong and try to mend it; parts saved from other "
                        "bicycles are there for everybody.",
                    ),
                    both(
                        "L'officina è anche un punto di raccolta: le biciclette che "
                        "nessuno usa più trovano una seconda vita.",
                        "The workshop also collects: bicycles that nobody rides any "
                        "more find a second life.",
                    ),
                ),
                callout(
                    both("Quando", "When"),
                    both(
                        "Ogni sabato dalle 9.30 alle 12.30, senza prenotazione.",
                        "Every Saturday from 9.30 to 12.30; no booking needed.",
                    ),
                ),
            ],
        ),
        Piece(
            days_ago=5,
            title=both(
                "Il percorso botanico ha una nuova mappa",
                "The botanical trail has a new map",
            ),
            slug=both("nuova-mappa-del-percorso-botanico", "botanical-trail-map"),
            introduction=both(
                "Due chilometri e trecento metri, 295 alberi di 60 specie: la mappa "
                "aiuta a riconoscerli uno per uno.",
                "Two kilometres and three hundred metres, 295 trees of 60 species: "
                "the map helps to know them one by one.",
            ),
            picture="trees",
            topics=("ambiente", "scuola"),
            programme="marketing-sociale",
            english=True,
            body=[
                text(
                    both(
                        "Il percorso è un anello che gira intorno al quartiere e passa "
                        "da quattro totem. Ogni albero ha una targhetta con un codice "
                        "da inquadrare con il telefono: si legge da dove viene, quanto "
                        "vive e quando fiorisce.",
                        "The trail is a loop around the neighbourhood that passes four "
                        "totems. Each tree has a plate with a code to scan: where it "
                        "comes from, how long it lives and when it flowers.",
                    ),
                    both(
                        "La nuova mappa segna anche le panchine, le fontanelle e i "
                        "tratti senza gradini.",
                        "The new map also shows benches, drinking fountains and the "
                        "stretches without steps.",
                    ),
                ),
                heading(both("Da dove partire", "Where to start")),
                text(
                    both(
                        "Da Largo Sindelfingen si arriva al primo totem in due minuti. "
                        "L'intero giro richiede circa quaranta minuti a piedi.",
                        "From Largo Sindelfingen the first totem is two minutes away. "
                        "The whole loop takes about forty minutes on foot.",
                    )
                ),
            ],
        ),
        Piece(
            days_ago=9,
            title=both(
                "Coworking: le scrivanie si prenotano anche a ore",
                "Coworking: desks by the hour too",
            ),
            slug=both("coworking-scrivanie-a-ore", "coworking-desks-by-the-hour"),
            introduction=both(
                "Per una telefonata importante, una settimana di consegne o un anno "
                "intero: lo spazio di lavoro del quartiere si adatta.",
                "For an important call, a week of deadlines or a whole year: the "
                "neighbourhood's place of work adapts.",
            ),
            picture="desks",
            topics=("lavoro",),
            programme="coworking-tematico",
            english=True,
            body=[
                text(
                    both(
                        "Ci sono scrivanie fisse, postazioni libere, uffici chiusi e "
                        "due sale riunioni. Si paga per il tempo che serve: un'ora, un "
                        "giorno, una settimana o un mese.",
                        "There are fixed desks, free places, private offices and two "
                        "meeting rooms. You pay for the time you need: an hour, a day, "
                        "a week or a month.",
                    ),
                    both(
                        "Chi comincia un'attività trova anche qualcuno con cui "
                        "ragionare su conti, bandi e clienti.",
                        "Those who start a business also find somebody to think with "
                        "about accounts, grants and customers.",
                    ),
                ),
                quote(
                    both(
                        "Lavorare da soli va bene, mangiare da soli no.",
                        "Working alone is fine; eating alone is not.",
                    ),
                    both(
                        "Una delle frasi appese in cucina (esempio)",
                        "One of the notes on the kitchen wall (example)",
                    ),
                ),
            ],
        ),
        Piece(
            days_ago=13,
            title=both(
                "Botteghe: un incontro per chi vuole aprire",
                "Shops: a meeting for those who want to open one",
            ),
            slug=both("botteghe-incontro-per-chi-vuole-aprire", "shops-meeting"),
            introduction=both(
                "Affitti ridotti, regole chiare e un accompagnamento: si parla del "
                "bando prima che esca.",
                "Reduced rents, clear rules and guidance: a talk about the call before "
                "it is published.",
            ),
            picture="shops",
            topics=("commercio", "lavoro"),
            programme="botteghe-e-giovani-imprese",
            by_line=COORDINATION,
            english=True,
            body=[
                text(
                    both(
                        "L'incontro è per chi ha un'idea e non sa da dove partire. Si "
                        "guardano gli spazi, si spiega come saranno valutate le "
                        "domande e si raccolgono i dubbi.",
                        "The meeting is for people with an idea who do not know where "
                        "to begin. We look at the spaces, explain how applications "
                        "will be judged and collect the doubts.",
                    )
                ),
                heading(both("Che cosa portare", "What to bring")),
                points(
                    both("una pagina che racconta l'idea;", "one page about the idea;"),
                    both(
                        "le domande, anche le più semplici;",
                        "questions, even the simplest;",
                    ),
                    both(
                        "una socia o un socio, se c'è.", "a partner, if there is one."
                    ),
                ),
                callout(
                    both("Gli atti ufficiali", "The official acts"),
                    both(
                        "Bando e graduatoria saranno pubblicati all'albo pretorio del "
                        "Comune: in caso di differenze vale quel testo.",
                        "The call and its ranking will be published on the town's "
                        "official board: in case of differences, that text holds.",
                    ),
                    "warning",
                ),
            ],
        ),
        Piece(
            days_ago=17,
            title="Le classi incontrano i volontari",
            slug="le-classi-incontrano-i-volontari",
            introduction=(
                "Parte il service learning: otto classi scelgono un bisogno del "
                "quartiere e ci lavorano con le associazioni."
            ),
            picture="school",
            topics=("scuola", "comunita"),
            programme="service-learning",
            by_line=COORDINATION,
            body=[
                text(
                    "C'è chi tradurrà gli avvisi in altre lingue, chi curerà un'aiuola "
                    "e chi raccoglierà i ricordi di chi abita qui da sempre. Ogni "
                    "classe lavora con un gruppo di volontari e alla fine racconta che "
                    "cosa ha imparato.",
                    "I lavori saranno firmati dalla classe e dalla scuola, mai dai "
                    "singoli ragazzi.",
                ),
            ],
        ),
        Piece(
            days_ago=22,
            title=both(
                "Cinema all'aperto: il film lo scegliete voi",
                "Open-air cinema: you choose the film",
            ),
            slug=both("cinema-all-aperto", "open-air-cinema"),
            introduction=both(
                "Tre serate sotto le stelle in Largo Sindelfingen, con i titoli più "
                "votati dal quartiere.",
                "Three evenings under the stars in Largo Sindelfingen, with the films "
                "the neighbourhood votes for.",
            ),
            picture="cinema",
            topics=("cultura", "comunita"),
            programme="service-learning",
            english=True,
            body=[
                text(
                    both(
                        "Le proposte si lasciano nella cassetta dello sportello di "
                        "quartiere o si dicono a voce alle volontarie e ai volontari. "
                        "Vincono un film per ragazzi, una commedia e un film in lingua "
                        "originale.",
                        "Leave your proposals in the box at the neighbourhood desk or "
                        "tell the volunteers. A film for children, a comedy and a film "
                        "in its own language will win.",
                    ),
                    both(
                        "Le sedie ci sono; la coperta portatela da casa.",
                        "Chairs are there; bring a blanket from home.",
                    ),
                ),
                callout(
                    both("Se piove", "If it rains"),
                    both(
                        "La serata si sposta nell'auditorium, alla stessa ora.",
                        "The evening moves to the auditorium, at the same time.",
                    ),
                    "success",
                ),
            ],
        ),
        Piece(
            days_ago=28,
            title="Orto condiviso: nuovi appezzamenti in via Giuliani",
            slug="orto-condiviso-nuovi-appezzamenti",
            introduction=(
                "Sei piccoli pezzi di terra aspettano chi li coltivi, da soli o in gruppo."
            ),
            picture="garden",
            topics=("ambiente", "comunita"),
            programme="service-learning",
            body=[
                text(
                    "L'orto si coltiva insieme: ciascuno ha il suo appezzamento, e "
                    "acqua, attrezzi e compost sono di tutti. Chi comincia adesso trova "
                    "accanto chi lo fa da anni.",
                ),
                heading("Chi può chiederlo"),
                points(
                    "chi abita nel quartiere;",
                    "le classi delle scuole;",
                    "le associazioni che lavorano qui.",
                ),
            ],
        ),
        Piece(
            days_ago=34,
            title="Mercato a chilometro zero: le prime bancarelle",
            slug="mercato-a-chilometro-zero",
            introduction=(
                "Formaggi, miele, mele e bresaola: il mercato coperto prova i suoi "
                "primi banchi."
            ),
            picture="market",
            topics=("commercio", "ambiente"),
            programme="botteghe-e-giovani-imprese",
            body=[
                text(
                    "I produttori arrivano dalla valle e raccontano come lavorano. Il "
                    "mercato serve anche a far conoscere le botteghe che riaprono "
                    "intorno: chi compra al banco può fermarsi per un caffè.",
                    "Durante le prove si raccolgono i consigli di chi passa: orari, "
                    "giorni e prodotti che mancano.",
                ),
            ],
        ),
        Piece(
            days_ago=41,
            title="Skartoria cerca stoffe e mani pazienti",
            slug="skartoria-cerca-stoffe",
            introduction=(
                "Il laboratorio di riuso creativo prepara le bandiere per la festa di "
                "fine estate."
            ),
            picture="shops",
            topics=("cultura", "ambiente"),
            programme="service-learning",
            body=[
                text(
                    "Servono ritagli, bottoni, nastri e tende che nessuno usa più. Chi "
                    "sa cucire insegna a chi non sa; chi non sa taglia, stira e sceglie "
                    "i colori.",
                ),
                quote(
                    "Ogni stoffa arriva con una storia, e noi le mettiamo vicine.",
                    "Dal quaderno del laboratorio (esempio)",
                ),
            ],
        ),
        Piece(
            days_ago=52,
            title="Extrascuola: i compiti si fanno in compagnia",
            slug="extrascuola-compiti-in-compagnia",
            introduction=(
                "Quattro pomeriggi alla settimana per studiare, giocare e imparare "
                "l'italiano insieme."
            ),
            picture="school",
            topics=("scuola",),
            programme="service-learning",
            body=[
                text(
                    "Volontarie, volontari e studenti più grandi aiutano le bambine e i "
                    "bambini delle primarie. Dopo i compiti c'è sempre un'ora di gioco.",
                    "L'iscrizione la fa la famiglia; per chi arriva da poco c'è una "
                    "mediatrice che spiega tutto nella sua lingua.",
                ),
            ],
        ),
        Piece(
            days_ago=64,
            title="Sul Mallero si passa a piedi e in bici",
            slug="sul-mallero-a-piedi-e-in-bici",
            introduction=(
                "La passerella unisce il quartiere al parco Bartesaghi e al Sentiero "
                "Valtellina."
            ),
            picture="bridge",
            topics=("mobilita", "ambiente"),
            by_line=COORDINATION,
            body=[
                text(
                    "Dal quartiere si arriva al parco senza incontrare un'auto, e da lì "
                    "si continua lungo l'Adda. Il collegamento serve a chi va a scuola e "
                    "al lavoro, e la domenica a chi va lontano.",
                ),
                callout(
                    "Un consiglio",
                    "La sera il percorso è illuminato, ma una luce sulla bici serve sempre.",
                ),
            ],
        ),
        Piece(
            days_ago=78,
            title="Che cosa ci avete detto nei primi incontri",
            slug="che-cosa-ci-avete-detto",
            introduction=(
                "Tre serate, molte idee e qualche critica: ecco che cosa abbiamo "
                "ascoltato e che cosa ne faremo."
            ),
            picture="neighbourhood",
            topics=("comunita",),
            programme="marketing-sociale",
            body=[
                heading("Avete detto"),
                points(
                    "che il verde è la cosa più bella, e che va curato tutto l'anno;",
                    "che mancano posti per stare insieme quando fa freddo;",
                    "che del quartiere si parla poco, e spesso male.",
                ),
                heading("Faremo"),
                points(
                    "un calendario delle cure del verde, pubblico e aggiornato;",
                    "aperture serali dello sportello di quartiere;",
                    "questo sito, con le notizie di chi nel quartiere lavora e vive.",
                ),
            ],
        ),
    ]
