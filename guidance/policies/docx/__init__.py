"""Documents as accessible Word files.

``xml`` writes the parts of a document as WordprocessingML, ``styles`` holds the empty document that every
file starts from, and ``writer`` puts them together as bytes. Only the last two import the Word library.
"""
