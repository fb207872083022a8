"""The first pages, the header and the footer in Arabic, where it is switched on."""

ARABIC = {
    "Il quartiere che si rinnova, raccontato da chi ci vive": (
        "الحي الذي يتجدد، يرويه سكانه"
    ),
    "Comune di Sondrio": "بلدية سوندريو",
    "Presidenza del Consiglio dei ministri": "رئاسة مجلس الوزراء",
    "Quartiere La Piastra": "حي لا بياسترا",
    "Gli interventi nel quartiere sono sostenuti dal Programma straordinario per la "
    "riqualificazione urbana e la sicurezza delle periferie della Presidenza del "
    "Consiglio dei ministri.": (
        "تُموَّل الأعمال في الحي من البرنامج الاستثنائي لتأهيل الضواحي وأمنها التابع "
        "لرئاسة مجلس الوزراء الإيطالي."
    ),
    "Questo è un sito dimostrativo: le notizie sono esempi inventati a partire da fatti "
    "pubblici.": "هذا موقع تجريبي: الأخبار أمثلة متخيَّلة انطلاقًا من وقائع معروفة.",
    "Il quartiere siamo noi": "الحي هو نحن",
    "Notizie, progetti e persone della Piastra di Sondrio: che cosa cambia, chi se ne "
    "occupa e come prendere parte.": (
        "أخبار حي لا بياسترا في سوندريو ومشاريعه وناسه: ما الذي يتغير، ومن يعمل عليه، "
        "وكيف تشارك."
    ),
    "Le ultime notizie": "آخر الأخبار",
    "Tutte le notizie": "جميع الأخبار",
    "Il piano in breve": "الخطة باختصار",
    "programmi per il quartiere": "برامج للحي",
    "36 mesi": "36 شهرًا",
    "di lavoro insieme": "من العمل المشترك",
    "603.900 €": "603,900 يورو",
    "per le persone e le idee": "للناس والأفكار",
    "alberi sul percorso botanico": "شجرة على المسار النباتي",
    "I cinque programmi": "البرامج الخمسة",
    "Come si lavora nel quartiere": "كيف نعمل في الحي",
    "Il quartiere": "الحي",
    "La Piastra è il quartiere più popoloso e più verde di Sondrio, nella parte "
    "sud-ovest della città.": (
        "لا بياسترا هو أكثر أحياء سوندريو سكانًا وخضرة، في جنوب غرب المدينة."
    ),
    "Il quartiere è nato tra la fine degli anni Settanta e l'inizio degli anni Ottanta "
    "come esperimento di edilizia pubblica. Le vie Torelli, Moro, Vanoni, Giuliani e "
    "Gramsci ne disegnano il contorno; al centro, Largo Sindelfingen è il punto in cui "
    "ci si incontra.": (
        "نشأ الحي بين أواخر السبعينيات وأوائل الثمانينيات تجربةً في السكن العام. تحيط به "
        "شوارع توريلي ومورو وفانوني وجولياني وغرامشي، وفي وسطه ساحة لارغو زيندلفينغن "
        "حيث يلتقي الناس."
    ),
    "Negli ultimi anni sono cambiate molte cose: piste ciclabili con i filari di "
    "alberi, la passerella sul Mallero, il parco di via del Cugnolo, l'orto condiviso "
    "di via Giuliani, l'illuminazione a led.": (
        "تغيرت أشياء كثيرة في السنوات الأخيرة: مسارات للدراجات تحفّها الأشجار، وجسر "
        "للمشاة على نهر ماليرو، ومنتزه شارع كونيولو، والبستان المشترك في شارع "
        "جولياني، وإنارة جديدة."
    ),
    "2,3 km": "2.3 كم",
    "l'anello del percorso botanico": "طول المسار النباتي",
    "alberi con la loro targhetta": "شجرة تحمل لوحة باسمها",
    "specie, da cinque continenti": "نوعًا من خمس قارات",
    "Da dove viene il nome": "من أين جاء الاسم",
    "«Piastra» è la grande piattaforma pedonale che unisce case, negozi e servizi. "
    "«Qt», quartiere, è il segno con cui oggi il quartiere si presenta alla città.": (
        "«بياسترا» هي المنصة الكبيرة للمشاة التي تصل بين البيوت والمتاجر والخدمات. "
        "و«Qt» أي «الحي» هي العلامة التي يقدم بها الحي نفسه اليوم إلى المدينة."
    ),
    "Qui ci si saluta ancora da un balcone all'altro.": (
        "هنا ما زال الجيران يتبادلون التحية من شرفة إلى أخرى."
    ),
    "Una voce raccolta negli incontri di quartiere (esempio)": (
        "من كلام الناس في لقاءات الحي (مثال)"
    ),
}


def say(italian: str) -> str:
    """Names and numbers stay as they are."""
    return ARABIC.get(italian, italian)
