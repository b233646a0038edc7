"""A policy template and a setting's answers, put together. Pure: no query, no request, no log.

``setting_types``, ``questions`` and ``placeholders`` hold the words for each kind of setting, the local
choices and the placeholders; ``schema`` is a template as data and ``tailor`` makes the policy; ``plain_text``
is a clause in a setting's own words; ``validation`` says whether a template can be built for everyone;
``reference_code`` is the code at a policy's end, which ``pasted_code`` finds in what people paste; ``diff``
compares editions for what ``adopted`` and ``known_setting`` know of a setting, and ``change_report`` lays
that out for governors; ``public_view`` is a template as it is read, and ``document`` lays a policy out for
Word, which ``docx`` writes.
"""
