"""The pages that stay: the home page and the neighbourhood."""

from __future__ import annotations

from wagtail.models import Page

from cms.models import (
    HomePage,
    NewsIndexPage,
    PlacesPage,
    SectionPage,
    StandardPage,
    WorksPage,
)

from .writing import (
    Writer,
    both,
    figures,
    heading,
    listing,
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
    writer: Writer,
    home: HomePage,
    news: NewsIndexPage,
    programmes: SectionPage,
    works: WorksPage,
    places: PlacesPage,
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
        listing(
            both("Lavori in corso", "Works under way"),
            works,
            3,
            both("Tutti i lavori", "All the works"),
        ),
        listing(
            both("I luoghi del quartiere", "Places of the neighbourhood"),
            places,
            3,
            both("Tutti i luoghi", "All the places"),
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
