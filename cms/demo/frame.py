"""Header, menu and footer of the demonstration."""

from __future__ import annotations

from wagtail.models import Page, Site, TranslatableMixin

from cms.models import Footer, Header, HomePage, SiteSettings

from .writing import Writer, both


def link(page: Page) -> tuple[str, dict]:
    return ("link", {"page": page, "address": "", "label": ""})


def dress(
    site: Site, writer: Writer, home: HomePage, legal: list[Page]
) -> list[TranslatableMixin]:
    """Give the site its header and footer, and return what is to be translated."""
    header = Header.objects.create(
        name="Qt Piastra",
        title=both("Qt Piastra", "Qt Piastra"),
        tagline=both(
            "Il quartiere che si rinnova, raccontato da chi ci vive",
            "A neighbourhood renewing itself, told by those who live there",
        ),
        menu=[link(page) for page in home.get_children().in_menu()],
    )
    footer = Footer.objects.create(
        name="Qt Piastra",
        contacts="<p>"
        + both("Comune di Sondrio", "Comune di Sondrio")
        + "</p><p>"
        + both("Quartiere La Piastra", "La Piastra neighbourhood")
        + "</p>",
        funding=both(
            "Gli interventi nel quartiere sono sostenuti dal Programma straordinario "
            "per la riqualificazione urbana e la sicurezza delle periferie della "
            "Presidenza del Consiglio dei ministri.",
            "The works in the neighbourhood are supported by the national programme "
            "for the renewal and safety of the suburbs, of the Presidency of the "
            "Council of Ministers.",
        ),
        notice=both(
            "Questo è un sito dimostrativo: le notizie sono esempi inventati a partire "
            "da fatti pubblici.",
            "This is a demonstration: the news are invented examples that start from "
            "public facts.",
        ),
        links=[link(page) for page in legal],
        funders=[
            (
                "funder",
                {
                    "name": both(
                        "Presidenza del Consiglio dei ministri",
                        "Presidency of the Council of Ministers",
                    ),
                    "address": "https://www.governo.it/",
                },
            ),
            (
                "funder",
                {
                    "name": both("Comune di Sondrio", "Comune di Sondrio"),
                    "address": "https://www.comune.sondrio.it/",
                },
            ),
        ],
    )
    settings = SiteSettings.for_site(site)
    settings.owner = "Comune di Sondrio"
    settings.owner_url = "https://www.comune.sondrio.it/"
    settings.header = header
    settings.footer = footer
    settings.share_image = writer.pictures["neighbourhood"]
    settings.save()
    return [header, footer]
