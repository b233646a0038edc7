"""The self-review: questions about online safety, what a setting says of itself, and what it takes away.

``schema`` is what an edition holds; ``reading`` reads one from a file of ``fixtures/self_review``,
``validation`` says what is wrong with it, and ``editions`` holds all of them, the old ones too. ``answers``
is what was said; ``code`` puts it into a line that a setting keeps; ``result`` says what follows from it, of
each question (``answered``) and of the whole (``summary``). ``comparison`` puts two side by side, and
``bars`` draws one.

What leaves the screen: ``action_plan``, ``governor_report`` and ``question_sheet`` for Word, ``answer_list``
for a spreadsheet; ``paper_words`` is what they all say of themselves. Nothing here reads or writes the
database, and nothing that somebody answered is kept.
"""
