"""The pages that a newcomer needs first, the header and the footer in Arabic, where it
is switched on."""

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
    "Lavori in corso": "أشغال جارية",
    "Tutti i lavori": "جميع الأشغال",
    "I luoghi del quartiere": "أماكن الحي",
    "Tutti i luoghi": "جميع الأماكن",
    "Case colorate e alberi in fila, con le montagne innevate sullo sfondo.": (
        "بيوت ملوّنة وأشجار مصطفّة، وفي الخلفية جبال يكسوها الثلج."
    ),
    "Un vialetto tra alberi diversi, con i cartelli che ne dicono il nome.": (
        "ممرّ بين أشجار متنوعة، عليها لافتات بأسمائها."
    ),
    # The programmes, and one of them
    "Programmi": "البرامج",
    "Cinque programmi che si tengono insieme: raccontare il quartiere, dare spazio al "
    "lavoro dei giovani, riaprire le botteghe, fare comunità, misurare i risultati.": (
        "خمسة برامج مترابطة: أن نروي قصة الحي، ونفسح المجال لعمل الشباب، ونعيد فتح "
        "المتاجر، ونقوّي الروابط بين الناس، ونقيس النتائج."
    ),
    "Marketing sociale": "التسويق الاجتماعي",
    "Una nuova identità per il quartiere, costruita e raccontata insieme a chi ci "
    "vive.": "هوية جديدة للحي، نبنيها ونرويها مع سكانه.",
    "Uno schermo all'aperto di sera, tra le case con le finestre accese.": (
        "شاشة عرض في الهواء الطلق مساءً، بين بيوت مضاءة النوافذ."
    ),
    "Far crescere la partecipazione, raccontare i risultati e dare al quartiere un "
    "posto riconoscibile nella città.": (
        "زيادة المشاركة، والتعريف بالنتائج، وإعطاء الحي مكانة معروفة في المدينة."
    ),
    "una squadra di giovani professionisti della comunicazione e della progettazione "
    "sociale;": "فريق من الشباب المختصين في التواصل والعمل الاجتماعي؛",
    "incontri con cittadini e associazioni per capire come è visto il quartiere;": (
        "لقاءات مع السكان والجمعيات لمعرفة كيف يُنظر إلى الحي؛"
    ),
    "una strategia per «Qt Piastra», condivisa con la giunta;": (
        "استراتيجية لمشروع «Qt Piastra» بالاتفاق مع المجلس التنفيذي للبلدية؛"
    ),
    "notizie, campagne e ascolto su tutti i canali del Comune.": (
        "أخبار وحملات واستماع إلى الناس عبر جميع قنوات البلدية."
    ),
    "Squadra e formazione": "الفريق والتدريب",
    "Si sceglie la squadra e la si forma, con gli uffici del Comune.": (
        "يُختار الفريق ويُدرَّب مع مكاتب البلدية."
    ),
    "Ascolto e strategia": "الاستماع والاستراتيجية",
    "Gli incontri nel quartiere, poi la strategia adottata dalla giunta.": (
        "لقاءات في الحي، ثم استراتيجية يعتمدها المجلس التنفيذي للبلدية."
    ),
    "Sito, notizie e campagne": "الموقع والأخبار والحملات",
    "Il quartiere si racconta ogni settimana e risponde a chi scrive.": (
        "يروي الحي أخباره كل أسبوع ويجيب من يكتب إليه."
    ),
    "Bilancio con gli abitanti": "حصيلة مع السكان",
    "Che cosa è cambiato, detto con i numeri e con le voci.": (
        "ما الذي تغيّر، بالأرقام وبأصوات الناس."
    ),
    "Costo: cifra del piano del Comune. Spesa, date e risultati: esempi inventati.": (
        "التكلفة رقم من خطة البلدية. أما الإنفاق والتواريخ والنتائج فأمثلة متخيَّلة."
    ),
    "persone agli incontri di ascolto": "شخصًا في لقاءات الاستماع",
    "In sei serate, una per ogni gruppo di case. Numero d'esempio.": (
        "في ست أمسيات، واحدة لكل مجموعة من البيوت. الرقم مثال."
    ),
    "notizie pubblicate in tre mesi": "خبرًا نُشر في ثلاثة أشهر",
    "Prima il quartiere compariva in media una volta al mese. Numero d'esempio.": (
        "كان الحي يُذكر من قبل مرة في الشهر في المتوسط. الرقم مثال."
    ),
    "guida il programma e approva le campagne": "تقود البرنامج وتوافق على الحملات",
    "Associazioni del quartiere": "جمعيات الحي",
    "portano voci, luoghi e storie": "تأتي بالأصوات والأماكن والقصص",
    # The news, and two of them
    "Notizie": "الأخبار",
    "Che cosa succede nel quartiere, raccontato da chi ci lavora.": (
        "ما يحدث في الحي، يرويه من يعملون فيه."
    ),
    "Squadra di marketing sociale": "فريق التسويق الاجتماعي",
    "Il percorso botanico ha una nuova mappa": "خريطة جديدة للمسار النباتي",
    "Due chilometri e trecento metri, 295 alberi di 60 specie: la mappa aiuta a "
    "riconoscerli uno per uno.": (
        "كيلومتران وثلاثمئة متر، و295 شجرة من 60 نوعًا: تساعدك الخريطة على التعرف "
        "إليها واحدة واحدة."
    ),
    "Il percorso è un anello che gira intorno al quartiere e passa da quattro totem. "
    "Ogni albero ha una targhetta con un codice da inquadrare con il telefono: si "
    "legge da dove viene, quanto vive e quando fiorisce.": (
        "المسار حلقة تدور حول الحي وتمرّ بأربع لوحات كبيرة. على كل شجرة لوحة صغيرة "
        "برمز تمسحه بهاتفك، فتقرأ من أين جاءت الشجرة وكم تعيش ومتى تُزهر."
    ),
    "La nuova mappa segna anche le panchine, le fontanelle e i tratti senza gradini.": (
        "تبيّن الخريطة الجديدة أيضًا المقاعد ونوافير الشرب والمقاطع الخالية من الدرج."
    ),
    "Da dove partire": "من أين تبدأ",
    "Da Largo Sindelfingen si arriva al primo totem in due minuti. L'intero giro "
    "richiede circa quaranta minuti a piedi.": (
        "من ساحة لارغو زيندلفينغن تصل إلى اللوحة الأولى في دقيقتين. وتستغرق الجولة "
        "كلها نحو أربعين دقيقة سيرًا."
    ),
    "Ciclofficina: il sabato si impara a riparare la bici": (
        "ورشة الدراجات: تعلّم إصلاح دراجتك يوم السبت"
    ),
    "Attrezzi, cavalletti e qualcuno che spiega: ogni sabato mattina la Ciclofficina "
    "apre a chi vuole rimettere in strada la propria bicicletta.": (
        "أدوات وحوامل ومن يشرح لك: تفتح الورشة صباح كل سبت لمن يريد أن يعيد دراجته إلى "
        "الطريق."
    ),
    "Due biciclette su una pista ciclabile, lungo un filare di alberi.": (
        "دراجتان على مسار للدراجات بمحاذاة صف من الأشجار."
    ),
    "Non serve saperne qualcosa. Si porta la bicicletta, si guarda insieme che cosa "
    "non va e si prova a ripararla; i pezzi recuperati da altre bici sono a "
    "disposizione di tutti.": (
        "لا تحتاج إلى معرفة سابقة. أحضر دراجتك، ننظر معًا ما بها ونحاول إصلاحها؛ والقطع "
        "المأخوذة من دراجات أخرى متاحة للجميع."
    ),
    "L'officina è anche un punto di raccolta: le biciclette che nessuno usa più "
    "trovano una seconda vita.": (
        "والورشة أيضًا نقطة جمع: الدراجات التي لم يعد يستعملها أحد تجد حياة ثانية."
    ),
    "Quando": "متى",
    "Ogni sabato dalle 9.30 alle 12.30, senza prenotazione.": (
        "كل سبت من الساعة 9:30 إلى 12:30، بلا حجز."
    ),
    # The places, and one of them
    "Luoghi": "الأماكن",
    "Dove ci si incontra, si lavora, si gioca e si respira: i luoghi del quartiere, "
    "con gli orari e il modo di entrarci.": (
        "حيث نلتقي ونعمل ونلعب ونتنفس: أماكن الحي، بمواعيدها وكيفية الدخول إليها."
    ),
    "Sportello di quartiere": "مكتب الحي للاستقبال",
    "Informazioni, idee e segnalazioni: qui c'è sempre qualcuno della squadra che "
    "ascolta.": "معلومات وأفكار وبلاغات: ستجد هنا دائمًا من يستمع إليك من الفريق.",
    "Allo sportello si trovano il calendario del quartiere, i moduli per le "
    "associazioni e un computer per chi non ne ha uno. Si parlano italiano, inglese e "
    "francese.": (
        "تجد في المكتب تقويم الحي، ونماذج للجمعيات، وحاسوبًا لمن ليس لديه واحد. نتكلم "
        "الإيطالية والإنجليزية والفرنسية."
    ),
    "Largo Sindelfingen": "لارغو زيندلفينغن (Largo Sindelfingen)",
    "festività di Natale": "عطلة عيد الميلاد",
    "Orari e recapiti sono esempi; il punto sulla mappa è indicativo.": (
        "المواعيد ومعلومات الاتصال أمثلة، والنقطة على الخريطة تقريبية."
    ),
    "Si entra dalla piazza, senza gradini. Il bagno è accessibile. L'autobus ferma a "
    "duecento metri.": (
        "المدخل من الساحة، بلا درج. دورة المياه مهيأة لذوي الإعاقة. موقف الحافلة على "
        "بعد مئتي متر."
    ),
    # Contacts and accessibility
    "Contatti": "معلومات الاتصال",
    "A chi rivolgersi per una domanda, una proposta o una segnalazione.": (
        "إلى من تتوجه بسؤال أو اقتراح أو بلاغ."
    ),
    "Una passerella di legno sopra il torrente, con una bicicletta.": (
        "جسر خشبي للمشاة فوق النهر، وعليه دراجة."
    ),
    "Recapiti di esempio": "معلومات اتصال للتمثيل فقط",
    "In questa dimostrazione indirizzi e telefoni sono inventati: chi adotta il sito "
    "scrive qui i propri.": (
        "العناوين وأرقام الهاتف في هذا الموقع التجريبي متخيَّلة: من يعتمد الموقع يكتب "
        "هنا ما يخصه."
    ),
    "Ufficio di quartiere": "مكتب الحي",
    "Informazioni, proposte, iniziative nel quartiere.": (
        "معلومات واقتراحات ومبادرات في الحي."
    ),
    "Largo Sindelfingen, 23100 Sondrio": (
        "لارغو زيندلفينغن، 23100 سوندريو (Largo Sindelfingen, 23100 Sondrio)"
    ),
    "Martedì e giovedì, dalle 15 alle 18": "الثلاثاء والخميس، من الساعة 15 إلى 18",
    "Responsabile della protezione dei dati": "مسؤول حماية البيانات",
    "Domande e richieste sui tuoi dati personali.": (
        "أسئلة وطلبات تتعلق ببياناتك الشخصية."
    ),
    "Accessibilità": "إمكانية الوصول",
    "Il sito è fatto per essere usato da tutte e da tutti.": (
        "صُمّم هذا الموقع ليستعمله الجميع."
    ),
    "Le pagine sono progettate secondo le WCAG 2.1, livello AA: si leggono con un "
    "lettore di schermo, si percorrono con la sola tastiera e funzionano anche senza "
    "JavaScript.": (
        "صُمّمت الصفحات وفق معايير WCAG 2.1 من المستوى AA: تُقرأ بقارئ الشاشة، وتُستعمل "
        "بلوحة المفاتيح وحدها، وتعمل من دون JavaScript."
    ),
}


def say(italian: str) -> str:
    """Names and numbers stay as they are."""
    return ARABIC.get(italian, italian)
