"""Searches that may find nothing: names of people, as typed on a telephone, and subjects.

The names are put together here, so that they are nobody's: given names and surnames common in Kent's
schools, of several origins, and those that are ordinary words as well. Only the commonest
words of all are kept though somebody is called so ("day"): alone they name nobody.
"""

GIVEN_AND_FAMILY = {
    "british": (
        "oliver amelia jack isla alfie poppy kayden chelsea tyler scarlett jayden maisie reggie lola",
        "smith thompsett wilson hogben pettitt baker hill king wood young carter foster uden rigden",
    ),
    "ordinary words": (
        "grace mark rose hope summer faith autumn hunter river chase will blessing precious promise sky",
        "hill wood king young white green baker cook bell wise price stone banks woods marsh",
    ),
    "irish": ("aoife niamh cian saoirse eoin caoimhe tadhg", "obrien murphy kelly oneill byrne doyle walsh"),
    "traveller": ("levi nelson shakira elvis paris destiny", "lee cooper smith penfold doran connors"),
    "polish": (
        "zuzanna kacper jakub oliwia szymon wiktoria mateusz agnieszka",
        "kowalczyk nowak wisniewski zielinski wojcik kaminska mazur krol",
    ),
    "punjabi": (
        "gurpreet simran harleen jaspreet arjan manpreet sukhdeep",
        "singh kaur gill sandhu dhillon grewal bains",
    ),
    "bengali and pakistani": (
        "aisha muhammad zainab ayaan fatima rayyan maryam bilal",
        "khan hussain begum miah chowdhury ahmed malik akhtar",
    ),
    "gujarati and nepali": ("aarav priya diya sanjay anushka prakash", "patel shah mehta gurung rai thapa"),
    "nigerian": (
        "chidi ngozi temitope oluwaseun adaeze kehinde emeka",
        "okafor adeyemi okonkwo balogun eze nwosu afolabi",
    ),
    "ghanaian and somali": (
        "kwame abena yaw hodan abdi ifrah",
        "mensah owusu boateng warsame abdullahi farah",
    ),
    "romanian": (
        "andrei ioana stefan mihaela razvan ionut bianca",
        "popescu ionescu radu dumitru stan munteanu rusu",
    ),
    "bulgarian and roma": ("georgi desislava plamen ivanka rustem", "petrov dimitrov horvath lakatos balog"),
    "slovak and czech": ("lukas zuzana ondrej katarina jozef", "novak kovac horvathova svoboda dvorak"),
    "turkish": (
        "elif mehmet zeynep emre can deniz ayse",
        "yilmaz demir kaya celik ozturk aslan sahin",
    ),
    "kurdish and arabic": ("rojin hamza layla yusuf noor", "hassan ali barzani haddad saleh"),
    "ukrainian and russian": (
        "oleksandr kateryna dmytro olena anastasiia maksym",
        "shevchenko kovalenko bondarenko ivanova melnyk tkachenko",
    ),
    "lithuanian and albanian": (
        "rasa gabija besnik elira mantas",
        "kazlauskas petrauskas hoxha gashi krasniqi",
    ),
    "portuguese and spanish": ("joao beatriz tiago lucia mateo", "silva ferreira costa garcia lopez"),
    "chinese and vietnamese": ("wei ming xin linh anh", "chen wang zhang nguyen tran"),
}


def _names() -> list[str]:
    names = []
    for given, family in GIVEN_AND_FAMILY.values():
        first, last = given.split(), family.split()
        names += [f"{one} {last[place % len(last)]}" for place, one in enumerate(first)]
        names += [f"{one} {last[(place + 3) % len(last)]}" for place, one in enumerate(first)]
    return names


NAMES = _names()

# A given name alone, a surname alone, initials, and what people add.
_FORMS = [
    "{given}",
    "{family}",
    "{given} year 7",
    "{initial} {family}",
    "mr {family}",
    "{family} {given} reception",
    "{given} online safety",
    "{given} {family} teacher",
    "is {given} on snapchat",
    "{given} phone number",
    "{family} school report",
    "{given}s laptop",
]
NAMES_WITH_MORE = [
    form.format(given=name.split()[0], family=name.split()[1], initial=name[0])
    for place, name in enumerate(NAMES)
    for form in (_FORMS[place % len(_FORMS)], _FORMS[(place + 5) % len(_FORMS)])
    if not {"will", "can"} & set(name.split())  # as given names; as words they say nothing and are dropped
]

SUBJECTS = """
uniform shop opening times
prevention of eye strain
minibus insurance
asbestos
allergy policy
head lice
fire drill
lunch menu
term dates
school dog
dyslexia fonts
forest school
first aid training
sun cream
packed lunch
lost property
crossing patrol
cycling to school
snow day
lockdown drill
school uniform vouchers
speech and language
potty training
nappies
translation of letters
braille keyboards
library books
homework club
spelling games
robotics club
drones
smart watches
airpods in lessons
crypto
energy drinks
vaccination
hay fever
asthma inhaler
diabetes
noise in the canteen
posture and screens
printing costs
broken keyboard
projector repair
laptop recycling
battery charging
fundraising
raffle licence
halloween costumes
fireworks
school trip insurance
swimming pool hire
after school club fees
volunteers reading
governor vacancies
parents evening booking
apprenticeships
careers interview
exam results
bike sheds
sanitary products
vaping detectors
football boots
music lessons
wheelchair ramp
""".strip().splitlines()
