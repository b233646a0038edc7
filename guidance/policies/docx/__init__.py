"""Documents as accessible Word files.

``body`` writes the parts of a document as WordprocessingML, ``base`` holds the styles every file starts from,
and ``build`` puts them together as bytes. ``base`` and ``build`` are the only importers of the Word library.
"""
