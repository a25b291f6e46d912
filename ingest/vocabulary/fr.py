"""French."""

from ingest.vocabulary.table import Vocabulary, words

FRENCH = Vocabulary(
    code="fr",
    organs={
        "Assemblée générale": "A/RES/",
        "Conseil des droits de l’homme": "A/HRC/RES/",
        "Conseil de sécurité": "S/RES/",
        "Conseil économique et social": "E/RES/",
        "Commission des droits de l’homme": "",
        "Assemblée des Nations Unies pour l’environnement": "",
        "Assemblée mondiale de la Santé": "",
        "Conférence des Parties": "",
        "Conseil de tutelle": "",
        "Commission de consolidation de la paix": "",
        **{
            f"Comité {what}": ""
            for what in (
                *("des droits de l’homme", "des droits de l’enfant", "contre la torture", "des disparitions forcées"),
                *("des droits des personnes handicapées", "des droits économiques, sociaux et culturels"),
                *("pour l’élimination de la discrimination à l’égard des femmes", "des travailleurs migrants"),
                "pour l’élimination de la discrimination raciale",
            )
        },
        **{f"{which} Commission": "" for which in ("Première", "Deuxième", "Troisième", "Quatrième", "Cinquième")},
        "Sixième Commission": "",
    },
    organ_cases={},
    organ_article=r"(?:l[’']|la |le )",
    preambular_verbs=words("""
        Accueillant, Affirmant, Agissant, Alarmée, Alarmé, Alarmant, Appréciant, Approuvant, Attachée, Attendant
        Ayant à l’esprit, Ayant présent à l’esprit, Ayant présente à l’esprit, Ayant présents à l’esprit, Ayant entendu
        Ayant examiné, Ayant reçu, Ayant pris note, Ayant étudié, Ayant, Condamnant, Confiante, Confirmant, Considérant
        Consciente, Conscient, Constatant, Convaincue, Convaincu, Craignant, Croyant, Déclarant, Demandant, Déplorant
        Désapprouvant, Désireuse, Désireux, Déterminée, Déterminé, Effrayée, Encouragée, Encouragé, Encourageant
        Engageant, Estimant, Espérant, Félicitant, Gardant à l’esprit, Guidée, Guidé, Horrifiée, Indignée, Insistant
        Inquiète, Invitant, Jugeant, Mesurant, Mettant en avant, Notant, Observant, Partageant, Préoccupée, Préoccupé
        Prenant acte, Prenant en compte, Prenant en considération, Prenant note, Prenant, Rappelant, Réaffirmant
        Réitérant, Reconnaissant, Regrettant, Relevant, Remerciant, Rendant hommage, Résolue, Résolu, Réprouvant
        Saluant, S’alarmant, S’inquiétant, S’inspirant, S’appuyant, Sachant, Se déclarant, Se disant, Se félicitant
        Se fondant, Se référant, Se réjouissant, Soucieuse, Soucieux, Soulignant, Souhaitant, Soutenant, Tenant compte
        Tenant dûment compte, Vivement préoccupée, Vu, Eu égard
        """),
    operative_verbs=words("""
        Accepte, Accueille, Adopte, Affirme, Appelle, Appelle l’attention, Appuie, Approuve, Apprécie, Attend
        Attend avec intérêt, Autorise, Condamne, Confie, Confirme, Considère, Constate, Convient, Crée, Charge, Décide
        Déclare, Demande, Déplore, Désapprouve, Désigne, Donne pour instruction, Encourage, Engage, Enjoint, Entérine
        Entend, Établit, Estime, Exhorte, Exige, Fait appel, Fait observer, Fait sien, Fait sienne, Fait siennes
        Fait siens, Fait sienne, Félicite, Insiste, Institue, Invite, Juge, Lance un appel, Loue, Met l’accent, Nomme
        Note, Observe, Ordonne, Prend acte, Prend note, Presse, Prie, Proclame, Prolonge, Proroge, Rappelle, Réaffirme
        Recommande, Reconnaît, Réitère, Regrette, Rejette, Remercie, Rend hommage, Renouvelle, Réprouve, Salue, Sait gré
        Se déclare, Se dit, Se félicite, Se réjouit, Se propose, S’engage, S’alarme, S’inquiète, S’associe, Souligne
        Souhaite, Souscrit, Soutient, Suggère, Supplie, Transmet, Approuve, A l’intention, Énonce, Élit, Espère
        """),
    adverbs=words(
        "Profondément, Gravement, Vivement, Fermement, Également, Solennellement, Particulièrement, Extrêmement"
    ),
    later_adverbs=words("""
        également, aussi, en outre, par ailleurs, de nouveau, à nouveau, une fois encore, une fois de plus
        une nouvelle fois, encore une fois, instamment, vivement, énergiquement, fermement, solennellement, vigoureusement
        avec force, avec vigueur, avec insistance, dans les termes les plus énergiques, profondément, gravement
        en particulier, en conséquence, catégoriquement, expressément, chaleureusement, extrêmement, particulièrement
        préoccupée, préoccupé, inquiète, inquiet, alarmée, convaincue, consciente, résolue, consternée, indignée
        """),
    expressing=words("Exprimant, Exprime, Témoignant, Témoigne, Manifestant, Adresse, Présente"),
    states=words("""
        préoccupation, préoccupations, inquiétude, satisfaction, gratitude, reconnaissance, regret, regrets, intérêt
        appréciation, soutien, appui, condoléances, solidarité, consternation, indignation, détermination, espoir
        volonté, remerciements, conviction, félicitations, sympathie, déception, intention, attachement, vif intérêt
        """),
    adjectives=words("""
        sa, son, ses, leur, leurs, une, un, profonde, profond, vive, vif, vives, vifs, grave, graves, sincère, sincères
        grande, grand, plus, la, les, extrême, vive et profonde, plein, pleine, entière, ferme, forte, sérieuse
        """),
    accompanied=("avec",),
    conjunctions=("et", "ou", "et de", "et à"),
    noun_followers=words("the, that, of, to, all, with, for, a, in, on, by, from, verbale, des parties"),
    letter_patterns=(
        r"Lettres? (?:identiques )?datées?(?: du)? .+ adressées? .+ par .+",
        r"Lettres? datées? .+, adressées? .+",
    ),
    note_patterns=(r"Notes? verbales? datées?(?: du)? .+",),
    report_patterns=(
        r".*\bRapport (?:du|de la|de l[’']|des|d[’']|annuel|sur|final|intérimaire).*",
        r"Note (?:du|de la|de l[’']).+",
    ),
    summary_patterns=(r"Compte rendu analytique .+",),
    statement_patterns=(r"Déclaration (?:du|de la) Président.*",),
    decided_patterns=(r".{0,120}?\b(?:Assemblée|Conseil|Commission|Conférence)\b.{0,160}?\b(?:a décidé|décide)\b",),
    party_patterns=(
        r"(?:Lettres?|Notes? verbales?)\b.*?\bdatées?(?: du)? .+?,? adressées? (?:au|aux|à la|à l[’']|à)\s?"
        r"(?P<addressee>.+?),? par (?P<author>.+)$",
    ),
    author_patterns=(r"^(?:Rapport|Note|Déclaration) (?:du |de la |de l[’']|des )(?P<author>.+)$",),
    adopted_patterns=(
        r"Adoptée?s? (?:sans (?:être mise? aux voix|vote)|par .+|à l[’']issue .+|à l[’']unanimité|au scrutin .+|à la suite .+)",
        r"(?:Résolution|Décision) adoptée .+",
        r"sur la base du rapport .+",
        r"sans renvoi à une grande commission .+",
    ),
    adopted_by=("adoptée par l’", "adoptée par le ", "adoptée par la "),
    meeting_patterns=(r"\d+\s?(?:re|e|ère|ème|ᵉ)\s+séance(?:\s+(?:plénière|publique|privée))?",),
    session_patterns=(
        r"\b(?P<session>[A-Za-zÀ-ÿ]+(?:[ -][A-Za-zÀ-ÿ]+){0,4}|\d{1,3}\s?(?:re|e|ère|ème))\s+session"
        r"(?:\s+(?:extraordinaire|ordinaire)(?:\s+d[’']urgence)?)?",
    ),
    agenda_patterns=(
        r"\bPoints?\s+(?P<item>\d+(?:\s*,?\s*\(?[a-z]{1,2}\)?(?=[\s,)]|$))?)[^.]{0,12}de l[’']ordre du jour",
        r"Points? (?P<item>\d+)",
    ),
    caption_patterns=(r"(?:Annexe|Appendice|Pièce jointe|Additif){N}? (?:à la|à l[’']|au|aux) .+",),
    annexes=("Annexe", "Appendice", "Pièce jointe", "Pièces jointes"),
    numeral_patterns=(),
    sections=words(
        "Introduction, Généralités, Contexte, Résumé, Conclusion, Conclusions, Recommandations, Avant-propos, Préface"
    ),
    resolutions=("Résolution", "Résolutions"),
    decisions=("Décision", "Décisions"),
    drafts=("projet de résolution", "projet de décision"),
    signed=("Signé", "Signée", "Signature"),
    months=(
        *(("janvier",), ("février", "fevrier"), ("mars",), ("avril",), ("mai",), ("juin",), ("juillet",)),
        *(("août", "aout"), ("septembre",), ("octobre",), ("novembre",), ("décembre", "decembre")),
    ),
    function_words=words("""
        le, la, les, de, des, du, et, un, une, en, dans, pour, sur, par, est, aux, au, ou, avec, ce, cette, ces, que, qui
        ses, son, sa, sont, il, elle, à, ne, pas, se, leur, ainsi, a, ont, être, nous, vous, je
        """),
    dangling=words("""
        de, du, des, le, la, les, et, à, au, aux, en, dans, par, pour, sur, avec, ou, un, une, que, qui, sans, sous, entre
        l’, d’, qu’, l', d', qu', vers, chez, dont, leur, leurs, cette, ces, ainsi que
        """),
    abbreviations=words("""
        M., MM., art., par., chap., sect., p., pp., vol., no., fasc., fig., cf., al., suppl., ibid., éd., c.-à-d., op. cit.
        """),
)
