"""What no sentence of a policy may hold, whoever is named in it. Pure data, read by ``wording_checks``."""

import re

DETERMINERS = "the|a|an|our|your|their|my|each|every"
TITLES = "Ms|Mr|Mrs|Miss|Dr|Rev"
LEADERS = "owner|proprietor|childminder|manager|headteacher|principal"
PLURALS = "Children|Pupils|Students|Learners|Governors|Trustees|Committee members"

PATTERNS = tuple(
    (fault, re.compile(pattern))
    for fault, pattern in (
        ("a brace is left over", r"[{}]"),
        ("two spaces", r"\s\s"),
        ("a space before a mark", r"\s[,.;:?!)]|\(\s"),
        ("two marks", r"[,;:]\s?[,.;:]|\.\.|[?!][.,]"),
        ("empty brackets", r"\(\s*\)|\[\s*\]"),
        ("an apostrophe alone after a word without s", r"[A-Za-z](?<![sS])['’](?![A-Za-z])"),
        ("s after the apostrophe of a plural", rf"(?i)\b(?:{PLURALS})(?<=s)['’]s\b|['’]s['’]"),
        ("members of one person", rf"(?i)\bmembers of (?:the )?(?:{LEADERS}|head\b)"),
        ("members of one person", rf"\b[Mm]embers of (?:{TITLES})\b"),
        ("a word twice", r"(?i)\b(?!(?:that|had)\b)([a-z]+) \1\b"),
        ("two articles", rf"(?i)\b(?:{DETERMINERS}) (?:the|a|an|our|your|their|my)\b"),
        ("an article before a name", rf"(?i:\b(?:the|a|an|our) )(?:{TITLES})\b"),
        ("“a” before a vowel", r"\b[Aa] (?!one\b|once\b|us[eu]|uni[^nm]|euro|ew)[aeiou][a-z]"),
        ("“an” before a consonant", r"\b[Aa]n (?!hour|honest|honour|heir)[b-df-hj-np-tv-z][a-z]"),
        ("the same twice", r"(?i)\b((?:[\w’'.-]+ ){1,5}[\w’'-]+),? (?:or|and) \1\b"),
        ("the childminder twice", r"(?i)\bthe childminder\b.*\bthe childminder\b"),
        (
            "somebody does it to themselves",
            r"(?i)\b(the \w+(?: \w+)?) (?:tells|asks|meets|informs|reports to|supports|is|decides with) \1\b",
        ),
        (
            "a filler stands for a person",
            r"(?i)(?<![\w/])(?:n/?a|tb[acd])(?![\w/])|\bnot yet appointed\b"
            r"|\bto be (?:confirmed|appointed|decided)\b|(?<=\s)[-?](?=[\s.,;])",
        ),
        (
            "one person with the verb of several",
            rf"(?i)(?<!and )(?<!or )(?<!let )\bthe (?:{LEADERS}) (?:are|have|were|do|meet|read)\b",
        ),
        ("several with the verb of one", rf"^(?:{PLURALS}) (?:is|has|was|does)\b"),
        (
            "American spelling",
            r"(?i)\b\w*(?:behavior|color|favorite|organiz|recogniz|authoriz|minimiz|categoriz)\w*",
        ),
        ("“please note”", r"(?i)\bplease (?:note|be aware)\b"),
    )
)
