"""Spanish."""

from ingest.vocabulary.table import Vocabulary, words

SPANISH = Vocabulary(
    code="es",
    organs={
        "Asamblea General": "A/RES/",
        "Consejo de Derechos Humanos": "A/HRC/RES/",
        "Consejo de Seguridad": "S/RES/",
        "Consejo Económico y Social": "E/RES/",
        "Comisión de Derechos Humanos": "",
        "Asamblea de las Naciones Unidas sobre el Medio Ambiente": "",
        "Asamblea Mundial de la Salud": "",
        "Conferencia de las Partes": "",
        "Consejo de Administración Fiduciaria": "",
        "Comisión de Consolidación de la Paz": "",
        **{
            f"Comité {what}": ""
            for what in (
                *("de Derechos Humanos", "de los Derechos del Niño", "contra la Tortura"),
                *("contra la Desaparición Forzada", "sobre los Derechos de las Personas con Discapacidad"),
                *("de Derechos Económicos, Sociales y Culturales", "para la Eliminación de la Discriminación Racial"),
                "para la Eliminación de la Discriminación contra la Mujer",
            )
        },
        **{f"{which} Comisión": "" for which in ("Primera", "Segunda", "Tercera", "Cuarta", "Quinta", "Sexta")},
    },
    organ_cases={},
    organ_article=r"(?:la |el )",
    preambular_verbs=words("""
        Acogiendo, Acogiendo con beneplácito, Acogiendo con satisfacción, Actuando, Afirmando, Alarmada, Alarmado
        Alentada, Alentado, Alentando, Animada, Apoyando, Apreciando, Aprobando, Atendiendo, Basándose
        Celebrando, Compartiendo, Condenando, Confirmando, Consciente, Conocedora, Considerando, Constatando, Convencida
        Convencido, Consternada, Creyendo, Decidida, Decidido, Deplorando, Deseosa, Deseoso, Deseando, Destacando
        Determinada, Encomiando, Elogiando, Esperando, Estimando, Exhortando, Expresándose, Felicitando, Guiada, Guiado
        Guiándose, Habiendo examinado, Habiendo recibido, Habiendo escuchado, Habiendo considerado, Habiendo
        Haciendo hincapié, Haciendo notar, Inspirándose, Indignada, Insistiendo, Instando, Invitando, Lamentando
        Manifestando, Notando, Observando, Poniendo de relieve, Preocupada, Preocupado, Profundamente preocupada
        Reafirmando, Reconociendo, Recordando, Reiterando, Remitiéndose, Resaltando, Resuelta, Resuelto, Resolviendo
        Rindiendo homenaje, Rechazando, Reprobando, Señalando, Subrayando, Teniendo en cuenta, Teniendo presente
        Teniendo en mente, Teniendo presentes, Tomando en cuenta, Tomando en consideración, Tomando nota, Tomando conocimiento
        Valorando, Visto, Vista
        """),
    operative_verbs=words("""
        Acepta, Acoge, Acoge con beneplácito, Acoge con satisfacción, Acuerda, Adopta, Afirma, Agradece, Alienta, Anima
        Apoya, Aprecia, Aprueba, Aguarda con interés, Autoriza, Asigna, Celebra, Condena, Confía, Confirma, Considera
        Constata, Conviene, Crea, Decide, Declara, Deplora, Designa, Destaca, Determina, Elige, Encarga, Encarece, Encomia
        Encomienda, Elogia, Espera, Espera con interés, Establece, Estima, Exhorta, Exige, Expresa, Felicita, Hace hincapié
        Hace notar, Hace suya, Hace suyas, Hace suyo, Hace suyos, Hace un llamamiento, Insiste, Insta, Instituye, Invita
        Lamenta, Llama la atención, Manifiesta, Mantiene, Nombra, Nota, Observa, Ordena, Pide, Pone de relieve
        Proclama, Prorroga, Reafirma, Recalca, Rechaza, Recomienda, Reconoce, Recuerda, Refrenda, Reitera, Remite, Renueva
        Reprueba, Requiere, Resalta, Respalda, Resuelve, Rinde homenaje, Ruega, Saluda, Señala, Señala a la atención
        Solicita, Subraya, Sugiere, Suscribe, Toma conocimiento, Toma nota, Transmite, Valora, Tiene la intención
        """),
    adverbs=words(
        "Profundamente, Gravemente, Seriamente, Firmemente, Plenamente, Sumamente, Hondamente, Solemnemente, También"
    ),
    later_adverbs=words("""
        también, además, asimismo, igualmente, nuevamente, de nuevo, una vez más, otra vez, encarecidamente
        enérgicamente, firmemente, categóricamente, solemnemente, profundamente, gravemente, vivamente, inequívocamente
        en particular, en los términos más enérgicos, de los términos más enérgicos, con firmeza, con energía
        sinceramente, expresamente, urgentemente, en consecuencia, a este respecto, a ese respecto, por tanto
        """),
    expressing=words("Expresando, Expresa, Manifestando, Manifiesta, Transmite, Presenta"),
    states=words("""
        preocupación, inquietud, satisfacción, gratitud, reconocimiento, agradecimiento, pesar, interés, aprecio
        apoyo, condolencias, solidaridad, consternación, indignación, determinación, esperanza, voluntad, convicción
        felicitaciones, decepción, intención, beneplácito, agrado, alarma, respaldo, profunda preocupación
        """),
    adjectives=words("""
        su, sus, profunda, profundo, grave, graves, gran, sincero, sincera, sinceras, honda, hondo, viva, vivo, seria, pleno
        plena, firme, más, máxima, creciente, extrema, suma, una, un, especial
        """),
    accompanied=("con",),
    conjunctions=("y", "e", "o", "u"),
    noun_followers=words("the, that, of, to, all, with, for, in, on, by, from, verbal"),
    letter_patterns=(
        r"Cartas? (?:idénticas )?(?:de fecha|fechadas?) .+ dirigidas? .+ por .+",
        r"Cartas? (?:de fecha|fechadas?) .+ dirigidas? .+",
    ),
    note_patterns=(r"Notas? verbal(?:es)? (?:de fecha|fechadas?) .+",),
    report_patterns=(
        r".*\bInforme (?:del|de la|de los|de las|de|anual|sobre|final|provisional)\b.*",
        r"Nota (?:del|de la) .+",
    ),
    summary_patterns=(r"Acta resumida .+",),
    statement_patterns=(r"Declaración (?:del|de la) President[ea].*",),
    decided_patterns=(r".{0,120}?\b(?:Asamblea|Consejo|Comisión|Conferencia)\b.{0,160}?\b(?:decidió|decide)\b",),
    party_patterns=(
        r"(?:Cartas?|Notas? verbal(?:es)?)\b.*?\b(?:de fecha|fechadas?) .+?,? dirigidas? (?:al|a la|a los|a las|a) "
        r"(?P<addressee>.+?),? por (?P<author>.+)$",
    ),
    author_patterns=(r"^(?:Informe|Nota|Declaración) (?:del|de la|de los|de las) (?P<author>.+)$",),
    adopted_patterns=(
        r"(?:Aprobad|Adoptad)[ao]s? (?:sin (?:votación|someterse a votación)|por .+|en votación .+|por unanimidad)",
        r"(?:Resolución|Decisión) (?:aprobada|adoptada) .+",
        r"sobre la base del informe .+",
        r"sin remisión previa a una Comisión Principal .+",
    ),
    adopted_by=("aprobada por la ", "aprobada por el ", "adoptada por la ", "adoptada por el "),
    meeting_patterns=(r"\d+\s?(?:ª|a\.?|º)\s+sesión(?:\s+(?:plenaria|pública|privada))?",),
    session_patterns=(
        r"\b(?P<session>[A-Za-zÀ-ÿ]+(?: [A-Za-zÀ-ÿ]+)?|\d{1,3}\s?(?:º|°|o\.?|er))\s+per[ií]odo(?:\s+(?:extraordinario|ordinario))?"
        r"(?:\s+de\s+sesiones)?(?:\s+(?:extraordinario|ordinario))?(?:\s+de\s+emergencia)?",
    ),
    agenda_patterns=(
        r"\bTemas?\s+(?P<item>\d+(?:\s*\(?[a-zñ]{1,2}\))?)[^.]{0,12}(?:del programa|de la agenda)",
        r"Temas? (?P<item>\d+)",
    ),
    caption_patterns=(r"(?:Anexo|Apéndice|Documento adjunto|Adición){N}? (?:de|del|a|al) .+",),
    annexes=("Anexo", "Apéndice", "Documento adjunto", "Documentos adjuntos"),
    numeral_patterns=(),
    sections=words(
        "Introducción, Antecedentes, Resumen, Conclusión, Conclusiones, Recomendaciones, Prefacio, Prólogo, Generalidades"
    ),
    resolutions=("Resolución", "Resoluciones"),
    decisions=("Decisión", "Decisiones"),
    drafts=("proyecto de resolución", "proyecto de decisión"),
    signed=("Firmado", "Firmada", "Firma"),
    months=(
        *(("enero",), ("febrero",), ("marzo",), ("abril",), ("mayo",), ("junio",), ("julio",), ("agosto",)),
        *(("septiembre", "setiembre"), ("octubre",), ("noviembre",), ("diciembre",)),
    ),
    function_words=words("""
        el, la, los, las, de, del, y, un, una, en, para, por, con, se, lo, al, que, su, sus, como, es, más, esta, este
        entre, sobre, a, ha, han, son, sin, ser, también, o
        """),
    dangling=words("""
        de, del, la, el, los, las, y, a, al, en, por, para, con, o, un, una, que, su, sus, sin, sobre, entre, se
        esta, este, así como, e
        """),
    abbreviations=words("""
        Sr., Sra., Srta., Sres., Sras., Dr., Dra., Excmo., Excma., Lic., Ud., Uds., art., arts., párr., párrs., pág., págs.
        cap., caps., secc., sect., vol., núm., núms., fig., ed., cf., ibid., p., pp., p. ej., suplem.
        """),
)
