"""Answers that belong here, and words that do not."""

ANSWERS = {
    "name": "Robin Marsh",
    "role": "Headteacher",
    "setting_name": "Example Primary School",
    "setting_type": "primary",
    "district": "swale",
    "email": "robin@example.org",
    "phone": "",
    "subject": "Acceptable use policy",
    "message": "Which version of your acceptable use policy template should we adopt for key stage 2?",
}
CONCERN = "A girl in my class told me her uncle sends her naked pictures and she is scared to go home."
ALLEGATION = "A teaching assistant here has been sending a pupil private messages at night on Snapchat."
