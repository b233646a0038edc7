"""The words that search knows, and whether they changed."""

import uuid

from django.db import models

from guidance.models.search_document import SearchDocument


class SearchWord(models.Model):
    """A word that one whole document holds; how many documents hold it is counted when it is read.

    There is no row a word with a running count: two changes whose pages share a word would wait for each
    other's transaction there.
    """

    LONGEST = 60  # nobody types more letters in one word, and an index of the database bears no long ones

    document = models.ForeignKey(SearchDocument, on_delete=models.DO_NOTHING, db_index=False)
    word = models.CharField(max_length=LONGEST)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="searchword_once", fields=["document", "word"]),
        ]

    def __str__(self) -> str:
        return self.word


class VocabularyVersion(models.Model):
    """Says whether search changed: the tokens in the table are others after every change.

    Each change adds a token of its own and deletes the older ones that no other change is deleting. So
    nobody waits for a row, and a change that ends after a later one still shows. The tokens are random:
    a number might be given again after a change that was undone, or by a restored database.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    def __str__(self) -> str:
        return str(self.token)
