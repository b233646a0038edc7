"""A policy template and a setting's answers, put together. Pure: no database, no request, no log.

``kinds``, ``questions`` and ``words`` hold the words for each kind of setting, the local choices and the
placeholders; ``template`` is a template as data and ``tailor`` makes the policy; ``typed`` is a clause in a
setting's own words; ``checks`` says whether a template can be built for everyone; ``code`` is the code at a
policy's end, ``changes`` compares editions, and ``document`` lays a policy out for Word.
"""
