"""The pages that a public site must have: questions, contacts, the small print."""

from __future__ import annotations

from wagtail.models import Page

from cms.models import (
    AccessibilityPage,
    BasePage,
    ContactsPage,
    FaqPage,
    HomePage,
    LegalNotesPage,
    PrivacyPage,
    StandardPage,
)

from .statistics import statistics
from .writing import Block, Writer, both, callout, heading, points, text


def write_service_pages(writer: Writer, home: HomePage) -> list[Page]:
    """In the order in which the footer links them."""
    pages: list[BasePage] = [
        contacts(),
        questions(),
        privacy(),
        legal_notes(),
        accessibility(),
        social_media_policy(),
        statistics(),
    ]
    writer.publish(home, pages[0], picture="bridge", english=True)
    for page in pages[1:]:
        writer.publish(home, page, english=True)
    return list(pages)


def contacts() -> ContactsPage:
    return ContactsPage(
        title=both("Contatti", "Contacts"),
        slug=both("contatti", "contacts"),
        show_in_menus=True,
        introduction=both(
            "A chi rivolgersi per una domanda, una proposta o una segnalazione.",
            "Whom to turn to with a question, a proposal or a report.",
        ),
        body=[
            callout(
                both("Recapiti di esempio", "Example contacts"),
                both(
                    "In questa dimostrazione indirizzi e telefoni sono inventati: chi "
                    "adotta il sito scrive qui i propri.",
                    "Addresses and telephone numbers of this demonstration are "
                    "invented: whoever adopts the site writes their own here.",
                ),
            ),
        ],
        offices=[
            office(
                name=both("Ufficio di quartiere", "Neighbourhood office"),
                purpose=both(
                    "Informazioni, proposte, iniziative nel quartiere.",
                    "Information, proposals, events in the neighbourhood.",
                ),
                address=both(
                    "Largo Sindelfingen, 23100 Sondrio",
                    "Largo Sindelfingen, 23100 Sondrio, Italy",
                ),
                phone=both("0342 000 000", "+39 0342 000 000"),
                email="quartiere@piastra.example",
                pec="protocollo@pec.piastra.example",
                hours="<p>"
                + both(
                    "Martedì e giovedì, dalle 15 alle 18",
                    "Tuesdays and Thursdays, 15:00 to 18:00",
                )
                + "</p>",
            ),
            office(
                name=both(
                    "Responsabile della protezione dei dati",
                    "Data protection officer",
                ),
                purpose=both(
                    "Domande e richieste sui tuoi dati personali.",
                    "Questions and requests about your personal data.",
                ),
                email="rpd@piastra.example",
            ),
        ],
    )


def office(**words: str) -> Block:
    empty = dict.fromkeys(
        ("name", "purpose", "address", "phone", "email", "pec", "hours"), ""
    )
    return ("office", {**empty, **words})


def questions() -> FaqPage:
    return FaqPage(
        title=both("Domande frequenti (FAQ)", "Frequent questions (FAQ)"),
        slug=both("domande-frequenti", "frequent-questions"),
        introduction=both(
            "Le risposte a ciò che ci chiedete più spesso.",
            "Answers to what you ask us most often.",
        ),
        groups=[
            group(
                both("Il quartiere e i programmi", "The neighbourhood and its plans"),
                (
                    both("Che cos'è Qt Piastra?", "What is Qt Piastra?"),
                    both(
                        "È il racconto di un quartiere che si rinnova: cinque "
                        "programmi, le notizie, le iniziative e i modi per prendere "
                        "parte.",
                        "It tells how a neighbourhood is being renewed: five "
                        "programmes, the news, the events and the ways to take part.",
                    ),
                ),
                (
                    both("Chi paga i lavori?", "Who pays for the works?"),
                    both(
                        "Il Programma straordinario per le periferie della Presidenza "
                        "del Consiglio dei ministri, insieme al Comune di Sondrio.",
                        "The national programme for the suburbs of the Presidency of "
                        "the Council of Ministers, together with Comune di Sondrio.",
                    ),
                ),
            ),
            group(
                both("Usare il sito", "Using the site"),
                (
                    both("Il sito usa i cookie?", "Does the site use cookies?"),
                    both(
                        "Per leggere no, nemmeno per inviare una segnalazione o un "
                        "parere. Per questo non trovi una finestra che chiede il "
                        "consenso.",
                        "Not for reading, nor for sending a report or an opinion. "
                        "That is why no window asks for your consent.",
                    ),
                ),
                (
                    both(
                        "Come segnalo qualcosa che non funziona?",
                        "How do I report something that does not work?",
                    ),
                    both(
                        "Con «Segnala un disservizio», in fondo a ogni pagina. "
                        "Rispondiamo entro 30 giorni a chi lascia un'e-mail.",
                        "With “Report a disservice”, at the foot of every page. We "
                        "answer within 30 days whoever leaves an e-mail.",
                    ),
                ),
                (
                    both(
                        "Posso riusare i testi e le immagini?",
                        "May I use texts and pictures again?",
                    ),
                    both(
                        "I testi sì, citando la fonte. Le immagini secondo la licenza "
                        "scritta accanto a ciascuna: le note legali spiegano come.",
                        "Texts, if you name the source. Pictures under the licence "
                        "beside each: the legal notes say how.",
                    ),
                ),
            ),
        ],
    )


def group(title: str, *pairs: tuple[str, str]) -> Block:
    return (
        "group",
        {
            "title": title,
            "questions": [
                {"question": question, "answer": f"<p>{answer}</p>"}
                for question, answer in pairs
            ],
        },
    )


def privacy() -> PrivacyPage:
    return PrivacyPage(
        title=both("Privacy", "Privacy"),
        slug=both("privacy", "privacy"),
        introduction=both(
            "Per leggere questo sito non serve dare alcun dato.",
            "You need give no data to read this site.",
        ),
        body=[
            heading(both("Chi legge", "Readers")),
            text(
                both(
                    "A chi legge il sito non invia cookie e non conserva il suo "
                    "indirizzo di rete. Le pagine, i caratteri e le immagini arrivano "
                    "tutti da qui: il browser non chiede nulla ad altri siti.",
                    "The site sends its readers no cookie and keeps no network "
                    "address. Pages, letters and pictures all come from here: the "
                    "browser asks no other site for anything.",
                ),
                both(
                    "Conta quante volte ogni pagina è aperta in un giorno e da quali "
                    "siti si arriva: solo totali, che si leggono nelle statistiche e "
                    "non dicono nulla di chi legge.",
                    "It counts how often each page is opened in a day, and from which "
                    "sites people come: only totals, which stand in the statistics "
                    "and say nothing of who reads.",
                ),
            ),
            heading(both("Chi ci scrive", "Those who write to us")),
            text(
                both(
                    "Conserviamo solo ciò che scegli di inviare: una segnalazione, un "
                    "parere su una pagina. Serve al Comune per svolgere un compito di "
                    "interesse pubblico. Lo legge la redazione, non viene pubblicato "
                    "con il tuo nome e non viene dato ad altri.",
                    "We keep only what you choose to send: a report, an opinion of a "
                    "page. The town needs it for a task in the public interest. The "
                    "team reads it; it is not published with your name, nor given to "
                    "others.",
                ),
                both(
                    "Puoi chiedere di vedere, correggere o cancellare i tuoi dati "
                    "scrivendo al Responsabile della protezione dei dati: l'indirizzo "
                    "è nei contatti. Puoi anche rivolgerti al Garante per la "
                    "protezione dei dati personali.",
                    "You may ask to see, correct or erase your data by writing to the "
                    "data protection officer: the address is among the contacts. You "
                    "may also turn to the Italian data protection authority.",
                ),
            ),
            callout(
                both("Da completare", "To be completed"),
                both(
                    "Chi adotta il sito aggiunge qui il titolare del trattamento e "
                    "fa verificare l'informativa al proprio responsabile della "
                    "protezione dei dati.",
                    "Whoever adopts the site adds the controller here, and has the "
                    "notice checked by their data protection officer.",
                ),
                "warning",
            ),
        ],
    )


def legal_notes() -> LegalNotesPage:
    return LegalNotesPage(
        title=both("Note legali", "Legal notes"),
        slug=both("note-legali", "legal-notes"),
        introduction=both(
            "Di chi sono le parole e le immagini, e che cosa se ne può fare.",
            "Whose the words and pictures are, and what may be done with them.",
        ),
        body=[
            heading(both("Esempi inventati", "Invented examples")),
            text(
                both(
                    "Le notizie di questa dimostrazione sono esempi inventati a "
                    "partire da fatti pubblici sul quartiere. Nessuna persona è "
                    "nominata. Le immagini sono state disegnate per il progetto e "
                    "rilasciate con CC0 1.0.",
                    "The news of this demonstration are invented examples that start "
                    "from public facts about the neighbourhood. Nobody is named. The "
                    "pictures were drawn for the project and released under CC0 1.0.",
                ),
            ),
        ],
    )


def accessibility() -> AccessibilityPage:
    return AccessibilityPage(
        title=both("Accessibilità", "Accessibility"),
        slug=both("accessibilita", "accessibility"),
        introduction=both(
            "Il sito è fatto per essere usato da tutte e da tutti.",
            "The site is made to be used by everybody.",
        ),
        body=[
            text(
                both(
                    "Le pagine sono progettate secondo le WCAG 2.1, livello AA: si "
                    "leggono con un lettore di schermo, si percorrono con la sola "
                    "tastiera e funzionano anche senza JavaScript.",
                    "Pages are designed after WCAG 2.1, level AA: they are read with a "
                    "screen reader, used with the keyboard alone, and work without "
                    "JavaScript.",
                ),
            ),
        ],
    )


def social_media_policy() -> StandardPage:
    return StandardPage(
        title=both("Regole dei nostri canali social", "Rules of our social channels"),
        slug=both("social-media-policy", "social-media-policy"),
        introduction=both(
            "Che cosa pubblichiamo, quando rispondiamo e quali commenti togliamo.",
            "What we publish, when we answer and which comments we take away.",
        ),
        body=[
            heading(both("Che cosa trovi", "What you find")),
            text(
                both(
                    "Notizie, avvisi e iniziative del quartiere. La fonte è sempre "
                    "questo sito: per leggerle non serve iscriversi a nessuna rete.",
                    "News, notices and events of the neighbourhood. The source is "
                    "always this site: you need join no network to read them.",
                ),
            ),
            heading(both("Quando rispondiamo", "When we answer")),
            text(
                both(
                    "Nei giorni feriali, dalle 9 alle 17. Per segnalare un disservizio "
                    "usa il modulo di questo sito, che dà un numero e una data.",
                    "On weekdays, from 9:00 to 17:00. To report a disservice use the "
                    "form of this site, which gives a number and a date.",
                ),
            ),
            heading(both("I commenti", "Comments")),
            text(
                both(
                    "Ogni opinione è benvenuta. Togliamo, dicendo perché, i commenti:",
                    "Every opinion is welcome. We take away, saying why, comments:",
                )
            ),
            points(
                both(
                    "che offendono, minacciano o discriminano;",
                    "that insult, threaten or discriminate;",
                ),
                both(
                    "che contengono dati personali, propri o di altri;",
                    "that hold personal data, one's own or others';",
                ),
                both(
                    "che fanno pubblicità o propaganda elettorale.",
                    "that advertise or campaign for a vote.",
                ),
            ),
            heading(both("I tuoi dati", "Your data")),
            text(
                both(
                    "Sui social valgono le regole di ciascuna rete. Non raccogliamo "
                    "dati su chi ci segue e non ne chiediamo nei commenti.",
                    "On social networks each network's rules hold. We collect no data "
                    "about those who follow us and ask for none in comments.",
                ),
            ),
        ],
    )
