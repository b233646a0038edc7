"""From the files in ``fixtures/`` to rows: read files, state facts, write rows.

``records`` reads one file's entries with checks, ``inventory`` and ``written`` turn them into facts,
``fingerprints`` tells an adviser's edit from a row as last loaded, ``rows`` writes, ``content`` runs it all.
"""

# Who acts, in the audit table.
COMMAND = "load_content"
