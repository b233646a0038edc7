"""Which searches that the tables of search know are answered by who to ring: each was judged by itself."""

import pytest

from tests.guidance import search_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
# Of the searches that the tables know, those that tell of a child in danger or of an adult who may be one:
# these must be answered.
DANGER = {
    "worried about a child",
    "child in danger",
    "sexual images of pupils sent round school",
    "girls being sent unwanted pictures",
    "fake AI nude of a pupil",
    "kid just told me shes sending pics to some man what do i say",
    "student says they want to die, wrote it on discord",
    "someone in my form has 2 phones and new trainers, county lines?",
    "14 yo boy being asked for £200 or they send his pic to everyone",
    "nudified picture of a yr 10 girl going round",
    "group of kids added to whatsapp with strangers gore vids",
    "my son is being blackmailed over a photo",
    "my daughter is talking to a man online",
    "how to get nude of my child taken off internet",
    "who can i ring tonight, worried about my kids friend being hurt at home",
    "kids bullying my daughter in a group chat, school wont do anything",
    "daughter not eating, watches skinny videos",
    "blackmail email with ai pics of our pupils",
    "3 yr old said uncle shows her videos of naked people",
    "colleague texting a student late at night worried",
    "teacher is messaging my child privately",
    "allegation against the head who do i contact",
    "found indecent images on staff laptop what do i do",
    "worried bout a nursery colleague with his phone near nappy change",
    "nanny cam / cctv accused staff member keep footage?",
    "smoothwall alert suicide search what next",
    "airdropped d pic in maths",
    "owner of the nursery is the problem who do i go to",
}
# Those that read like something that happened to somebody, or that somebody must be told of.
HAPPENED = {
    "who do i call about an allegation",
    "what do i do if a pupil sends a nude",
    "pupil posted video of teacher on youtube",
    "pupil hacked into sims",
    "pupil hacked the MIS, refer to cyber choices?",
    "yr 9 boys rating the girls on snapchat",
    "pupils made fake tiktok of me",
    "ex student added me on insta can i accept",
    "dsl is off sick who do i tell",
    "blue whale type challenge kids talking about it",
    "pupil in love with her ai boyfriend",
    "social services said no further action, i disagree",
    "child lives in medway but comes to our school",
    "autistic son cant stop gaming",
    "teen got no money left keeps betting on his phone",
    "my child saw porn by accident",
    "someone hacked my sons snapchat",
    "exclude a boy for making deepfakes",
    "critical incident pupil death support from county",
    "ring doorbell childminder recording children",
}
# Questions for guidance that name people, so that the screen takes them for more. Their results stay in
# reach, folded below; a screen that hears too much here is the price of one that hears the others.
ASKED_ONLY = {
    "i've just been made DSL help",
    "should i post pics of my baby on facebook",
    "leaflet for mums and dads tablets under 5",
    "my husband lives here, does he need to sign anything about internet",
}


def test_of_the_searches_that_the_tables_know_only_these_are_answered(client):
    known = [row["query"] for table in search_tables.THRESHOLDS for row in search_tables.rows(table)]
    read = {words: client.get("/search.json", {"q": words}).json()["concern"] for words in known}
    answered = {words for words in known if read[words]}
    assert answered <= DANGER | HAPPENED | ASKED_ONLY
    assert answered >= DANGER
