"""The first pages in easy Italian: short sentences, common words, one idea each."""

EASY = {
    "Il quartiere siamo noi": "Benvenuti nel quartiere",
    "Notizie, progetti e persone della Piastra di Sondrio: che cosa cambia, chi se ne "
    "occupa e come prendere parte.": (
        "Questo sito parla della Piastra. La Piastra è un quartiere di Sondrio. "
        "Qui leggi che cosa cambia e come puoi partecipare."
    ),
    "Il piano in breve": "I numeri del piano",
    "programmi per il quartiere": "gruppi di attività per il quartiere",
    "di lavoro insieme": "di lavoro",
    "per le persone e le idee": "di soldi pubblici",
    "alberi sul percorso botanico": "alberi da conoscere a piedi",
    "I cinque programmi": "Che cosa facciamo",
    "Come si lavora nel quartiere": "Leggi come lavoriamo",
    "Le ultime notizie": "Le notizie nuove",
    "La Piastra è il quartiere più popoloso e più verde di Sondrio, nella parte "
    "sud-ovest della città.": (
        "La Piastra è un quartiere di Sondrio. Ci vivono molte persone. "
        "Ci sono molti alberi."
    ),
    "Il quartiere è nato tra la fine degli anni Settanta e l'inizio degli anni Ottanta "
    "come esperimento di edilizia pubblica. Le vie Torelli, Moro, Vanoni, Giuliani e "
    "Gramsci ne disegnano il contorno; al centro, Largo Sindelfingen è il punto in cui "
    "ci si incontra.": (
        "Il quartiere ha circa 45 anni. Le case sono pubbliche. "
        "La piazza si chiama Largo Sindelfingen. Lì le persone si incontrano."
    ),
    "Negli ultimi anni sono cambiate molte cose: piste ciclabili con i filari di "
    "alberi, la passerella sul Mallero, il parco di via del Cugnolo, l'orto condiviso "
    "di via Giuliani, l'illuminazione a led.": (
        "Negli ultimi anni il quartiere è cambiato. Ci sono nuove piste per le "
        "biciclette. C'è un ponte nuovo per chi va a piedi. C'è un parco. "
        "C'è un orto per tutti. Ci sono luci nuove nelle strade."
    ),
    "l'anello del percorso botanico": "la strada degli alberi",
    "alberi con la loro targhetta": "alberi con il nome scritto",
    "specie, da cinque continenti": "tipi di alberi",
    "Da dove viene il nome": "Perché si chiama così",
    "«Piastra» è la grande piattaforma pedonale che unisce case, negozi e servizi. "
    "«Qt», quartiere, è il segno con cui oggi il quartiere si presenta alla città.": (
        "La piastra è una grande piazza. Lì si va solo a piedi. "
        "Intorno ci sono le case e i negozi. Qt vuol dire quartiere."
    ),
    "Qui ci si saluta ancora da un balcone all'altro.": (
        "Qui le persone si salutano dal balcone."
    ),
    "Una voce raccolta negli incontri di quartiere (esempio)": (
        "Lo ha detto una persona del quartiere (esempio)"
    ),
}


def say(italian: str) -> str:
    """What is easy already stays as it is."""
    return EASY.get(italian, italian)
