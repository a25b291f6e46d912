"""English."""

from ingest.vocabulary.table import Vocabulary, words

_MONTHS = words("january, february, march, april, may, june, july, august, september, october, november, december")

ENGLISH = Vocabulary(
    code="en",
    organs={
        "General Assembly": "A/RES/",
        "Human Rights Council": "A/HRC/RES/",
        "Security Council": "S/RES/",
        "Economic and Social Council": "E/RES/",
        "Commission on Human Rights": "",
        "United Nations Environment Assembly": "",
        "World Health Assembly": "",
        "Conference of the Parties": "",
        "Trusteeship Council": "",
        "Peacebuilding Commission": "",
        "Human Rights Committee": "",
        **{
            f"Committee {what}": ""
            for what in (
                *("on the Rights of the Child", "against Torture", "on the Rights of Persons with Disabilities"),
                *("on the Elimination of Discrimination against Women", "on Enforced Disappearances"),
                *("on the Elimination of Racial Discrimination", "on Migrant Workers"),
                "on Economic, Social and Cultural Rights",
            )
        },
        **{f"{which} Committee": "" for which in ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")},
    },
    organ_cases={},
    organ_article=r"The (?:(?:[A-Z][a-z]+-)?[A-Za-z]+(?:first|second|third|th|ieth) )?",
    preambular_verbs=words("""
        Acknowledging, Acting, Affirming, Alarmed, Appalled, Appreciating, Aware, Bearing in mind, Believing, Commending
        Concerned, Condemning, Confirming, Conscious, Considering, Convinced, Deploring, Desiring, Desirous, Determined
        Determining, Disturbed, Emphasizing, Encouraged, Encouraging, Expressing, Gravely concerned, Guided
        Having considered, Having examined, Having heard, Having received, Having regard to, Having, Highlighting
        Honouring, Inspired, Looking forward, Mindful, Noting, Observing, Outraged, Paying tribute, Pursuant
        Reaffirming, Realizing, Recalling, Recognizing, Reiterating, Resolved, Saluting, Seeking, Shocked, Stressing
        Taking into account, Taking into consideration, Taking note, Underlining, Underscoring, Urging, Welcoming
        Acting under, Calling upon, Supporting, Wishing
        """),
    operative_verbs=words("""
        Accepts, Acknowledges, Adopts, Affirms, Appeals, Appreciates, Appoints, Approves, Authorizes, Calls upon
        Calls for, Calls on, Commends, Concurs, Condemns, Confirms, Congratulates, Considers, Decides, Declares, Demands
        Deplores, Determines, Directs, Draws attention, Emphasizes, Encourages, Endorses, Establishes, Expresses
        Extends, Highlights, Instructs, Insists, Invites, Looks forward, Notes, Observes, Proclaims, Reaffirms, Recalls
        Recognizes, Recommends, Regrets, Reiterates, Rejects, Reminds, Renews, Requests, Resolves, Stresses, Supports
        Takes note, Terminates, Thanks, Transmits, Underlines, Underscores, Urges, Welcomes, Wishes
        """),
    adverbs=words("""
        In the strongest terms, Unequivocally, Categorically, Sincerely, Urgently, Expressly, Repeatedly, Also, Further
        Again, Strongly, Deeply, Gravely, Seriously, Solemnly, Particularly, Once again, Firmly, Fully, Profoundly
        Reaffirming further, Especially, Highly, Warmly, Keenly, Extremely, Vehemently, Formally, Accordingly
        """),
    later_adverbs=words("also, further, once again, again, in the strongest terms, in particular"),
    expressing=("Expressing", "Expresses"),
    states=words("""
        appreciation, concern, regret, satisfaction, interest, gratitude, support, alarm, dismay, outrage, condolences
        sympathy, solidarity, determination, hope, thanks, conviction, approval, indignation, disappointment, commitment
        willingness, intention, readiness, confidence, sorrow
        """),
    adjectives=words("""
        its, their, deep, deepest, grave, serious, great, profound, sincere, strong, particular, full, continued
        continuing, warm, high, deepening, growing, utmost, heartfelt, strongest
        """),
    accompanied=("with",),
    conjunctions=("and", "or"),
    noun_followers=words("for, of, by, from"),
    letter_patterns=(r"(?:Identical )?[Ll]etters? dated .+ from .+ addressed to .+",),
    note_patterns=(r"[Nn]otes? verbales? dated .+ from .+ addressed to .+",),
    report_patterns=(r".*\b[Rr]eport of .+", r"[Nn]ote by the .+"),
    summary_patterns=(r"[Ss]ummary record of .+",),
    statement_patterns=(r"[Ss]tatement by the President of the .+",),
    decided_patterns=(r".{0,80}?\b(?:Assembly|Council|Commission|Conference)\b.{0,160}?\bdecided\b",),
    party_patterns=(
        r"(?:[Ll]etters?|[Nn]otes? verbales?) dated .+? from (?P<author>.+?) addressed to (?P<addressee>.+)$",
    ),
    author_patterns=(r"(?:Report|Note|Statement) (?:of|by) (?P<author>the .+)$",),
    adopted_patterns=(
        r"[Aa]dopted (?:without a vote|by .+|unanimously).*",
        r"[Rr]esolution adopted .*",
        r"[Dd]ecision adopted .*",
        r"on the report of .+",
        r"without reference to a Main Committee .+",
    ),
    adopted_by=("by the ",),
    meeting_patterns=(r"\d+(?:st|nd|rd|th)\s+(?:plenary\s+)?meeting",),
    session_patterns=(
        r"\b(?P<session>[A-Za-z]+(?:-[a-z]+)?|\d{1,3}(?:st|nd|rd|th))\s+(?:(?:special|emergency|regular|substantive|resumed)\s+)*session",
    ),
    agenda_patterns=(r"(?:[Aa]genda items?|[Ii]tem)\s*(?P<item>\d+(?:\s*[(（][a-z]{1,2}[)）])?)",),
    caption_patterns=(r"(?:Annex|Enclosure|Appendix){N}?\s+to\s+.+", r"(?:Schedule|SCHEDULE){N}(?:\s*[:.–—-]\s*.+)?"),
    annexes=("Annex", "Appendix", "Enclosure"),
    numeral_patterns=(),
    sections=words("Introduction, Background, Summary, Overview, Foreword, Preface, Abstract, Conclusions"),
    resolutions=("Resolution", "Resolutions"),
    decisions=("Decision", "Decisions"),
    drafts=("draft resolution", "draft decision"),
    signed=("Signed", "signed"),
    months=tuple((month,) for month in _MONTHS),
    function_words=words("""
        the, of, and, to, in, that, for, is, on, with, by, its, be, are, which, this, was, from, as, at, a, an, or, it
        has, have, not, their, been
        """),
    dangling=words("of, the, and, to, for, in, on, by, with, or, a, an, from, at"),
    abbreviations=words("""
        No., Nos., para., paras., art., arts., chap., chaps., sect., sects., vol., vols., p., pp., Corr., Add., Rev., Mr.
        Ms., Mrs., Dr., St., cf., e.g., i.e., et al., ibid., annex., ed., eds., fig., figs., Suppl.
        """),
)
