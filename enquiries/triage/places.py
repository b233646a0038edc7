"""Postcodes, telephone numbers, addresses, codes and names of places: each is one token, whatever words it holds.

"ME10 4XX" has no "me" in it, "Deal Nursery" no deal, and "Mrs Hurt" was not hurt. What tells a name from a word
is mostly its capital letter, so this reads the text before it is put in lower case. All repeats are bounded.
"""

import re

# The postcode areas of two letters; those of one letter are taken only with the second half of a postcode.
AREAS = [
    "AB",
    "AL",
    "BA",
    "BB",
    "BD",
    "BH",
    "BL",
    "BN",
    "BR",
    "BS",
    "BT",
    "CA",
    "CB",
    "CF",
    "CH",
    "CM",
    "CO",
    "CR",
    "CT",
    "CV",
    "CW",
    "DA",
    "DD",
    "DE",
    "DG",
    "DH",
    "DL",
    "DN",
    "DT",
    "DY",
    "EC",
    "EH",
    "EN",
    "EX",
    "FK",
    "FY",
    "GL",
    "GU",
    "GY",
    "HA",
    "HD",
    "HG",
    "HP",
    "HR",
    "HS",
    "HU",
    "HX",
    "IG",
    "IM",
    "IP",
    "IV",
    "JE",
    "KA",
    "KT",
    "KW",
    "KY",
    "LA",
    "LD",
    "LE",
    "LL",
    "LN",
    "LS",
    "LU",
    "ME",
    "MK",
    "ML",
    "NE",
    "NG",
    "NN",
    "NP",
    "NR",
    "NW",
    "OL",
    "OX",
    "PA",
    "PE",
    "PH",
    "PL",
    "PO",
    "PR",
    "RG",
    "RH",
    "RM",
    "SA",
    "SE",
    "SG",
    "SK",
    "SL",
    "SM",
    "SN",
    "SO",
    "SP",
    "SR",
    "SS",
    "ST",
    "SW",
    "SY",
    "TA",
    "TD",
    "TF",
    "TN",
    "TQ",
    "TR",
    "TS",
    "TW",
    "UB",
    "WA",
    "WC",
    "WD",
    "WF",
    "WN",
    "WR",
    "WS",
    "WV",
    "YO",
    "ZE",
]
SECOND_HALF = r"[ \t]{0,2}\d[ABD-HJLNP-UW-Z]{2}"
POSTCODE = re.compile(
    rf"\b(?:(?:{'|'.join(AREAS)}|[BEGLMNSW])\d[\dA-Z]?{SECOND_HALF}"
    rf"|(?!(?-i:me2|co2))(?:{'|'.join(AREAS)})\d{{1,2}}[A-Z]?)\b",
    re.I,
)
PHONE = re.compile(r"(?<![\w/.])(?:\+?44[ ()-]{0,3}|\(?0)(?:\d[ ()-]{0,2}){8,10}(?![\d/])")
# "HE10" and "ME-2041" are codes; somebody who writes "he10" in lower case may mean a boy of ten.
CODE = re.compile(r"\b(?:HE|HER|HIM|SHE|ME|MY|I)-?\d{1,6}\b")
STREET = (
    "Road|Rd|Street|St|Lane|Ln|Avenue|Ave|Close|Drive|Way|Place|Hill|Gardens|Crescent|Court|Terrace|Green|"
    "Park|Square|Grove|Rise|Mews|Row|Walk"
)
ADDRESS = re.compile(rf"\b\d{{1,4}}[A-Za-z]?,? (?:[A-Z][\w'\u2019-]{{1,20}} ){{1,3}}(?:{STREET})\b")
# A person's surname says nothing, and some read as harm.
SURNAME = re.compile(r"\b((?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev|Sir|Fr|Sr|Prof)\.? )[A-Z][\w'\u2019-]{1,30}")
# Words that are also the names of places or families in Kent.
NAMES = (
    "Ash|Battle|Bean|Boxing|Burn|Burnt|Chase|Cliffe|Cross|Deal|Fight|Gore|Grace|Grain|Gunn?|Ham|Hitt?|Hope|"
    "Hunt|Hurt|Kill|Kiss|Lamb|Leeds|Loose|Love|Love Lane|Manor|Meet|Pain|Payne|Rape|Rough|Sandwich|Seal|"
    "Shooters|Slaughter|Small|Stab|Stone|Strange|Swan|Wye|Young"
)
PLACE_WORD = (
    rf"Primary|Infants?|Junior|Secondary|Grammar|High|School|Schools|Academy|College|Nursery|Pre-?school|"
    rf"Playgroup|Montessori|Parochial|Church|Chapel|CE|CofE|C of E|RC|VA|VC|Castle|Common|Down|Farm|House|Town|"
    rf"Village|Hospital|Library|Station|{STREET}"
)
PLACE = re.compile(
    rf"\b(?-i:{NAMES})(?=,? (?-i:[A-Z])[\w'\u2019]{{0,20}},? (?:{PLACE_WORD})\b|,? (?:{PLACE_WORD})\b)"
    rf"|\b(?:{NAMES})(?= (?:Primary|Infants?|Junior|Secondary|Grammar|High|Parochial|Nursery|Academy|School)\b)"
    rf"|(?<=\b(?:in|at|of|to|by) )(?-i:{NAMES})\b(?! (?:with|up|out|him|her|them)\b)"
    rf"|(?<=\b(?:near|from) )(?-i:{NAMES})\b",
    re.I,
)
# The town at the end of an address: "Golf Road, Deal".
TOWN = re.compile(rf"\b((?i:{PLACE_WORD})|[A-Z][a-z]{{2,20}}), (?:{NAMES})\b(?=[\s,.)]|$)")


def with_places_named(text: str) -> str:
    """Return the text with each postcode, number, address, code and name of a place as one token."""
    text = POSTCODE.sub(" postcodetoken ", text)
    text = PHONE.sub(" phonetoken ", text)
    text = CODE.sub(" codetoken ", text)
    text = ADDRESS.sub(" addresstoken ", text)
    text = SURNAME.sub(r"\1 surnametoken", text)
    return PLACE.sub(" placetoken ", TOWN.sub(r"\1, placetoken ", text))
