"""How the neighbourhood is told: a page that shows every block at work."""

from __future__ import annotations

from wagtail.models import Page

from cms.models import NewsIndexPage, SectionPage, StandardPage

from .pieces import (
    answers,
    cards,
    files,
    film,
    gallery,
    links,
    phases,
    picture,
    places,
    table,
)
from .writing import (
    Block,
    Writer,
    both,
    callout,
    figures,
    heading,
    listing,
    quote,
    text,
)


def write_how_it_is_told(
    writer: Writer, programmes: SectionPage, news: NewsIndexPage
) -> StandardPage:
    marketing = programmes.get_children().get(slug="marketing-sociale")
    page = StandardPage(
        title=both("Come si racconta il quartiere", "How the neighbourhood is told"),
        slug=both("come-si-racconta-il-quartiere", "how-the-neighbourhood-is-told"),
        introduction=both(
            "Chi scrive, che cosa si racconta, dove si trova e come ciascuno può "
            "aggiungere la propria storia.",
            "Who writes, what is told, where to find it and how anybody can add a "
            "story of their own.",
        ),
        body=[
            *the_work(),
            *the_stories(writer),
            *the_channels(),
            *the_places(),
            *your_part(writer),
            *further(programmes, news),
        ],
    )
    return writer.publish(marketing, page, picture="cinema", english=True)


def the_work() -> list[Block]:
    return [
        text(
            both(
                "Un quartiere cambia due volte: quando si aprono i cantieri e quando "
                "chi ci vive comincia a parlarne in un altro modo. Questa pagina dice "
                "come si lavora alla seconda.",
                "A neighbourhood changes twice: when the works begin, and when those "
                "who live there begin to speak of it in another way. This page tells "
                "how the second is worked at.",
            ),
            both(
                "Le date e i numeri di questa pagina sono esempi inventati.",
                "Dates and numbers on this page are invented examples.",
            ),
        ),
        figures(
            (both("6", "6"), both("incontri nei caseggiati", "meetings in the houses")),
            (both("48", "48"), both("storie raccolte", "stories collected")),
            (both("5", "5"), both("canali del Comune", "channels of the town")),
        ),
        heading(both("A che punto siamo", "Where we are")),
        phases(
            (
                "done",
                both("Primavera 2026", "Spring 2026"),
                both("Ascoltare", "Listening"),
                both(
                    "Incontri con chi abita, lavora e studia qui: come si vede il "
                    "quartiere da dentro e da fuori.",
                    "Meetings with those who live, work and study here: how the "
                    "neighbourhood is seen from inside and from outside.",
                ),
            ),
            (
                "done",
                both("Estate 2026", "Summer 2026"),
                both("Scegliere un nome e un segno", "Choosing a name and a sign"),
                both(
                    "Nasce «Qt Piastra», con un disegno che tutti possono usare.",
                    "“Qt Piastra” is born, with a drawing that everybody may use.",
                ),
            ),
            (
                "doing",
                both("Autunno 2026", "Autumn 2026"),
                both("Raccontare", "Telling"),
                both(
                    "Una storia alla settimana, sul sito e sugli altri canali.",
                    "A story a week, on the site and on the other channels.",
                ),
            ),
            (
                "to_come",
                both("Inverno 2027", "Winter 2027"),
                both("Guardare i risultati", "Looking at the results"),
                both(
                    "Che cosa è cambiato, detto con i numeri e con le parole.",
                    "What has changed, in numbers and in words.",
                ),
            ),
        ),
    ]


def the_stories(writer: Writer) -> list[Block]:
    drawn = writer.pictures
    return [
        heading(both("Le storie", "The stories")),
        text(
            both(
                "Ogni storia parte da qualcosa che si può andare a vedere: un cortile, "
                "una bottega, un albero. Chi la racconta la rilegge prima che esca.",
                "Every story begins with something that can be visited: a courtyard, "
                "a shop, a tree. Whoever tells it reads it again before it is out.",
            )
        ),
        picture(
            drawn["garden"],
            both(
                "L'orto condiviso di via Giuliani, in un disegno.",
                "The shared vegetable garden in via Giuliani, drawn.",
            ),
        ),
        quote(
            both(
                "Mi hanno chiesto di che colore è il mio portone. Nessuno me l'aveva "
                "mai chiesto.",
                "They asked me what colour my front door is. Nobody had ever asked.",
            ),
            both(
                "Dal quaderno di un incontro (esempio)",
                "From the notebook of a meeting (example)",
            ),
        ),
        film(
            both(
                "Il quartiere in venti secondi", "The neighbourhood in twenty seconds"
            ),
            drawn["neighbourhood"],
            both(
                "Il filmato è muto: cinque disegni, uno dopo l'altro.",
                "The film is silent: five drawings, one after the other.",
            ),
            both(
                "Le case colorate con gli alberi e le montagne; la passerella di legno "
                "sul torrente; l'orto condiviso; il mercato con le tende a righe; la "
                "sera, lo schermo del cinema all'aperto tra le finestre accese.",
                "The coloured houses with trees and mountains; the wooden footbridge "
                "over the stream; the shared vegetable garden; the market with its "
                "striped awnings; in the evening, the screen of the open-air cinema "
                "among lit windows.",
            ),
            file=writer.documents["film"],
            captions=writer.documents["captions"],
        ),
        gallery(
            both("Sei angoli, sei storie", "Six corners, six stories"),
            (drawn["bicycles"], both("La pista ciclabile", "The cycle path")),
            (drawn["market"], both("Il mercato", "The market")),
            (drawn["desks"], both("Il coworking", "The coworking")),
            (drawn["shops"], both("Le botteghe", "The shops")),
            (drawn["trees"], both("Il percorso botanico", "The botanical trail")),
            (drawn["bridge"], both("La passerella", "The footbridge")),
        ),
    ]


def the_channels() -> list[Block]:
    return [
        heading(
            both("Dove si legge, e chi scrive", "Where to read it, and who writes")
        ),
        table(
            both("I canali del racconto (esempio)", "The channels (example)"),
            {
                both("Canale", "Channel"): "text",
                both("Chi scrive", "Who writes"): "text",
                both("Per chi", "For whom"): "text",
                both("Uscite al mese", "Issues a month"): "number",
            },
            (
                both("Questo sito", "This site"),
                both("La squadra di marketing sociale", "The social marketing team"),
                both("Chiunque", "Anybody"),
                both("8", "8"),
            ),
            (
                both("Le reti sociali del Comune", "The town's social networks"),
                both("La squadra, dopo l'approvazione", "The team, after approval"),
                both("Chi segue il Comune", "Those who follow the town"),
                both("12", "12"),
            ),
            (
                both("La bacheca nell'atrio", "The notice board in the hall"),
                both("Le volontarie e i volontari", "The volunteers"),
                both("Chi non usa internet", "Those who use no internet"),
                both("4", "4"),
            ),
        ),
        callout(
            both("Ogni parola è riletta", "Every word is read again"),
            both(
                "Quel che esce a nome del Comune è approvato da una seconda persona, "
                "che legge esattamente il testo che sarà pubblicato.",
                "What goes out in the town's name is approved by a second person, who "
                "reads exactly the text that will be published.",
            ),
        ),
    ]


def the_places() -> list[Block]:
    return [
        places(
            both("Dove si raccolgono le storie", "Where stories are collected"),
            (
                both("Sportello di quartiere", "Neighbourhood desk"),
                "Largo Sindelfingen, Sondrio",
                "46.16620, 9.86080",
                both(
                    "Al piano terra, ingresso senza gradini. C'è una cassetta anche "
                    "quando è chiuso. Posizione approssimativa.",
                    "Ground floor, no steps. There is a box even when it is closed. "
                    "Approximate position.",
                ),
            ),
            (
                both("Orto condiviso", "Shared vegetable garden"),
                "Via Giuliani, Sondrio",
                "46.16480, 9.85890",
                both(
                    "Il quaderno delle storie è nel capanno. Posizione approssimativa.",
                    "The notebook of stories is in the shed. Approximate position.",
                ),
            ),
            (
                both("Parco di via del Cugnolo", "Park in via del Cugnolo"),
                "Via del Cugnolo, Sondrio",
                "46.16710, 9.86450",
                both(
                    "La panchina blu vicino alla fontanella. Posizione approssimativa.",
                    "The blue bench near the fountain. Approximate position.",
                ),
            ),
        ),
    ]


def your_part(writer: Writer) -> list[Block]:
    return [
        heading(both("La tua storia", "Your story")),
        answers(
            (
                both("Devo saper scrivere bene?", "Must I write well?"),
                both(
                    "No. Basta raccontare: qualcuno scrive con te e tu rileggi.",
                    "No. Just tell it: somebody writes with you, and you read it again.",
                ),
            ),
            (
                both("Posso restare senza nome?", "May I stay without a name?"),
                both(
                    "Sì. Una storia può uscire con il solo nome del caseggiato.",
                    "Yes. A story may carry the name of the house alone.",
                ),
            ),
            (
                both("E se cambio idea?", "And if I change my mind?"),
                both(
                    "La storia e le fotografie vengono tolte, senza chiedere perché.",
                    "Story and photographs are taken away, without asking why.",
                ),
            ),
        ),
        files(
            both("Da scaricare", "To download"),
            writer.documents["release"],
            writer.documents["calendar"],
        ),
    ]


def further(programmes: SectionPage, news: NewsIndexPage) -> list[Block]:
    others = [
        programmes.get_children().get(slug=slug)
        for slug in ("service-learning", "botteghe-e-giovani-imprese")
    ]
    return [
        links(
            both("Per continuare", "To go on reading"),
            (both("I cinque programmi", "The five programmes"), programmes),
            (
                both(
                    "Il sito del Comune di Sondrio", "The site of the town of Sondrio"
                ),
                "https://www.comune.sondrio.it/",
            ),
        ),
        cards(both("Chi racconta con noi", "Who tells with us"), *others),
        listing(
            both("Le ultime storie", "The latest stories"),
            news,
            3,
            both("Tutte le notizie", "All the news"),
        ),
    ]


def show_a_film(writer: Writer, page: Page) -> None:
    """A film of another site, on the news about the open-air cinema."""
    news = page.specific
    news.body.append(
        film(
            both(
                "«Big Buck Bunny», un cortometraggio libero",
                "“Big Buck Bunny”, a free short film",
            ),
            writer.pictures["cinema"],
            both(
                "Un esempio dei film che si possono proiettare senza pagare diritti: "
                "della Blender Foundation, con licenza CC BY 3.0. Nessuno parla. Un "
                "grande coniglio si sveglia in un prato; tre roditori lo infastidiscono "
                "e lui prepara con pazienza la sua risposta.",
                "An example of the films that may be shown without paying for rights: "
                "by the Blender Foundation, under CC BY 3.0. Nobody speaks. A large "
                "rabbit wakes up in a meadow; three rodents tease him, and he patiently "
                "prepares his answer.",
            ),
            address="https://www.youtube.com/watch?v=aqz-KE-bpKQ",
            sound="music",
        )
    )
    writer.publish(news.get_parent(), news)
