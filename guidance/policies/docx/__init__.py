"""Documents as accessible Word files, from a document to the bytes of a .docx.

``flow`` lays a document out as paragraphs in their styles, tables and pictures; ``paragraphs``, ``contents``,
``tables``, ``pictures`` and ``header_footer`` write these as WordprocessingML, ``package`` packs them, and
``writer`` does one after the other. ``page_count`` says on which page a heading stands, from ``measures`` and
the widths in ``arial``; ``one_page`` keeps what is signed on one sheet.

Looks are in ``reference.docx``: its styles, numbering, theme, fonts and settings are in every file. To change
them, open it in Word (other programs rename styles), change the styles and not their names, save, and run the
tests: they say what no style may have, and by ``tests/guidance/schemas`` which elements Word has added.
Every style is based on Normal, which is empty, and says only what differs; fonts and colours are the theme's,
so that the look of a school takes hold of all of them. The page itself is in ``page_setup``, the widths of
columns are in ``table_shapes``.
"""
