"""From the files in ``fixtures/`` to rows: read files, state entries, write rows.

``inventory`` and ``pages`` turn the entries that ``fixture_reader`` reads into ``ContentEntry``,
``checksums`` tells an adviser's edit from a row as last loaded, ``writer`` writes, ``content`` runs it all.
"""

# Who acts, in the audit table.
COMMAND = "load_content"
