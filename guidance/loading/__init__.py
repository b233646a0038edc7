"""From the files in ``fixtures/`` to rows: read files, state entries, write rows.

``reader`` reads one file's entries with checks, ``inventory`` and ``pages`` turn them into ``ContentEntry``,
``checksums`` tells an adviser's edit from a row as last loaded, ``writer`` writes, ``content`` runs it all.
"""

# Who acts, in the audit table.
COMMAND = "load_content"
