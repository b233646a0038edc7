"""A policy template and a setting's answers, put together. Pure: no query, no request, no log.

What is known: ``schema`` is a template as data; ``setting_types``, ``questions`` and ``placeholders`` hold
the words for each type of setting, the local choices and what stands in braces; ``answers`` is what a setting
answered and what follows from it, with ``typed_names`` for names and roles as people type them, and
``answers_file`` for the file that it keeps; ``applicability`` says which questions matter to it.

The policy: ``tailor`` makes it; its own words are in ``clause_markdown``, ``pasted_text``, ``own_clauses``.
``validation`` says whether a template can be built for everyone, ``wording_checks`` whether its sentences are
right. ``public_view`` is a template as it is read.

Files: ``policy_document`` lays a policy out, with ``approval``, ``contacts_page`` and ``annexes``;
``governor_paper``, ``folder_paper`` for all policies at once and ``change_report`` are for those who decide;
``board_matters`` has what a policy asks of them, ``paper_reasons`` why it comes to them.
``document`` is what all are made of, which ``docx`` writes and ``folder`` packs; ``portal`` is what they take
from this site.

Changes: ``reference_code`` is the code at a policy's end, which ``pasted_code`` finds in what people paste;
``diff`` compares editions for what ``adopted`` and ``known_setting`` know of a setting.
"""
