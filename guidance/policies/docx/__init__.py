"""Documents as accessible Word files.

``xml`` writes the parts of a document as WordprocessingML, and ``writer`` puts them into a copy of
``reference.docx``, whose page, header, footer, styles and numbering every file has. To change how they look,
open that file in Word (other programs rename styles), change the styles, keep their names, and run the tests.
Only ``writer`` imports the Word library.
"""
