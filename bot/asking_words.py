"""Words of which questions are made up: about grades, about inspections themselves, about either."""

QUESTION_WORDS = frozenset("whether ungraded authorities authority councils inspected published".split())
"""Words, besides those of grades and inspections, that say what a question asks for."""

JUDGED_WORDS = frozenset(
    "overall effectiveness leadership leaders leader impact help protection care leavers leaver cic lac cla"
    " children child adoption lscb lscbs looked after experiences experience progress permanence governance"
    " management safeguarding board boards capacity performance strand strands judgement judgements judgment"
    " judgments grade grades rating ratings graded judged rated outstanding good inadequate adequate requires"
    " require improvement ri authorities authority councils council boroughs england list anyone everyone who"
    " now yet still y n straight gone went to from ever never always same unchanged moved move changed two"
    " verdict gradewise grade-wise mark marks earn earned score scored scores dropped land landed lands result"
    " achieving permanence"
    " results outcome outcomes fare fared sub sub-judgement award awarded sif ilacs ones once twice both again"
    " clean sweep true jump jumped nothing between end ended direct directly step gone drop dropped"
    " judge judges present moment latest vs versus compared fall fell fallen rise rose risen marked standing nowadays"
    " nationally nationwide countrywide names three four five six seven eight nine ten"
    " following stand stands far go v time times row running stayed stay remained remain declined decline stuck"
    " named name consecutive succession none time round downgraded upgraded improved different differ timeline".split()
)
"""Words of which a question about grades may be made up: what is judged, grades, and the words around them."""

PARTS_OF_A_SERVICE = frozenset(
    "attendance relationships provision supervision morale stability sustained caseloads retention recruitment missing"
    " responses response performance quality timeliness referrals recording outcomes".split()
)
"""Ordinary words for what is part of a service, and is judged nowhere by itself."""

KINDS_OF_INSPECTION = frozenset(
    "kind type theme topic focus subject framework scope full short standard visits".split()
)
"""Words that ask what kind of inspection it was."""

FACTS_OF_INSPECTION = KINDS_OF_INSPECTION | frozenset(
    "date dates letter take took last lasted spend spent days start started end ended finish finished begin began"
    " duration length long many fieldwork site team lead led inspector hmi name names come came publish published"
    " announced focused focussed visit unannounced monitoring joint targeted jtai lscb review reviews inspection charge"
    " ran"
    " headed oversaw accompanied second separate standalone file slip slipped happen happened person 2nd 3rd"
    " year autumn spring summer winter released release issued public made appeared onsite on-site two-week three-"
    " week one-week four-week week-long"
    " weeks ended headed".split()
)
"""Words of which a question about an inspection itself may be made up."""
