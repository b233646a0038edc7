"""The draft of a guided route, row by row: questions with answers, outcomes with steps."""

from collections.abc import Iterator

from django.db import models

from guidance.models.fields import MarkdownField
from guidance.models.route import GuidedRoute
from guidance.routes.schema import LEVELS, PARENTS, READERS, WHEN

REFERENCE = (
    "Where it leads: n2 (a question here), do/n5 (an outcome here), blackmail/s2 or harm/do/h9 (elsewhere)."
)


def _list(help_text: str) -> models.JSONField:
    return models.JSONField(default=list, blank=True, help_text=help_text)


class RouteQuestion(models.Model):
    """A closed question of a route."""

    route = models.ForeignKey(
        GuidedRoute, on_delete=models.CASCADE, related_name="questions", help_text="The route."
    )
    key = models.SlugField(max_length=40, help_text="The last part of its address: it never changes.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    title = models.CharField(max_length=200, help_text="The question. It ends with a question mark.")
    hint = models.CharField(max_length=300, blank=True, help_text="One short sentence, without a link.")
    why = models.CharField(max_length=300, blank=True, help_text="One line: why we ask.")
    short = models.CharField(
        "on the chart", max_length=120, blank=True, help_text="At most 12 words, if the title is longer."
    )
    known = models.BooleanField(
        "always known",
        default=False,
        help_text="Whoever is asked always knows, so it needs no “I’m not sure”.",
    )

    class Meta:
        verbose_name = "question of a guided route"
        verbose_name_plural = "questions of guided routes"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(name="routequestion_key_once", fields=["route", "key"])]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    @property
    def slug(self) -> str:
        """Its address within the guided routes: what the audit table calls it."""
        return f"{self.route.slug}/{self.key}"


class RouteAnswer(models.Model):
    """One answer to a question, which is a link."""

    question = models.ForeignKey(
        RouteQuestion, on_delete=models.CASCADE, related_name="answers", help_text="The question."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    label = models.CharField(max_length=120, help_text="What the person would say, at most 90 characters.")
    hint = models.CharField(max_length=300, blank=True, help_text="One short sentence below it.")
    next = models.CharField("leads to", max_length=100, help_text=REFERENCE)
    unsure = models.BooleanField(
        "“I’m not sure”", default=False, help_text="It must lead to the more urgent side."
    )
    short = models.CharField(
        "on the chart", max_length=120, blank=True, help_text="At most 8 words, if the label is longer."
    )

    class Meta:
        verbose_name = "answer to a question"
        verbose_name_plural = "answers"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.label

    @property
    def slug(self) -> str:
        """The question it belongs to: what the audit table calls it."""
        return self.question.slug


class RouteOutcome(models.Model):
    """Where a route ends: what to do and what not."""

    route = models.ForeignKey(
        GuidedRoute, on_delete=models.CASCADE, related_name="outcomes", help_text="The route."
    )
    key = models.SlugField(max_length=40, help_text="The last part of its address: it never changes.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    level = models.CharField(max_length=5, choices=list(LEVELS.items()), help_text="How soon to act.")
    title = models.CharField(max_length=120, help_text="What the situation is, at most 70 characters.")
    verdict = models.CharField(max_length=300, help_text="One sentence: what this is and what it means.")
    short = models.CharField("on the chart", max_length=120, blank=True, help_text="At most 8 words.")
    chart = models.TextField("below it on the chart", blank=True, help_text="One or two short lines.")
    reader = models.CharField(
        max_length=6,
        choices=[(reader, reader.capitalize()) for reader in READERS],
        default="staff",
        help_text="Who reads it. A page for a child or a parent has a way to leave quickly.",
    )
    ring = _list("Slugs of the helplines on its call buttons, at most four.")
    do_not = _list("Two to five, each goes on after “Do not”: no capital first, no full stop.")
    record = _list("What to write down in this case, one to five.")
    removal = _list("Keys of shared blocks, where pictures or posts are to be taken down.")
    blocks = _list("Keys of shared blocks that are printed in full.")
    links = _list("What to read: resource:kcsie, guidance:early-years, handout:first-phone, page:front_door.")
    facts = _list("Codes of the facts it rests on. Readers do not see them.")
    tell = _list("Who is told, and how: each with a label and a text.")
    differences = _list("What differs by kind of setting, need, hour or area: each with a label and a text.")
    also = _list("“It is different if”: each with a label and where it leads.")
    parents_state = models.CharField(
        "telling parents", max_length=9, choices=list(PARENTS.items()), help_text="Whether parents are told."
    )
    parents_words = MarkdownField(
        "words for parents", blank=True, help_text="What to say to them, or why to wait."
    )
    review = models.TextField(blank=True, help_text="A sentence: who looks again, and when.")

    class Meta:
        verbose_name = "outcome of a guided route"
        verbose_name_plural = "outcomes of guided routes"
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(name="routeoutcome_key_once", fields=["route", "key"])]

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    def texts(self) -> Iterator[str]:
        """Yield every Markdown text in it, its steps among them, as ``Outcome.texts`` does of an edition."""
        yield from (step.text for step in self.steps.all())
        yield from (row["text"] for row in (*self.tell, *self.differences))
        yield from (*self.do_not, *self.record, self.parents_words, self.review)

    @property
    def slug(self) -> str:
        """Its address within the guided routes: what the audit table calls it."""
        return f"{self.route.slug}/do/{self.key}"


class RouteStep(models.Model):
    """One thing to do."""

    outcome = models.ForeignKey(
        RouteOutcome, on_delete=models.CASCADE, related_name="steps", help_text="The outcome."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    when = models.CharField(max_length=5, choices=list(WHEN.items()), help_text="When it is done.")
    title = models.CharField(max_length=80, help_text="Verb first, at most 60 characters, no full stop.")
    text = MarkdownField(help_text="One to four short sentences: how.")
    who = models.CharField(max_length=120, help_text="Who does it.")
    done = models.CharField(max_length=300, help_text="How one sees that it is done.")
    block = models.SlugField(
        max_length=40, blank=True, help_text="The shared block that spells it out, folded below it."
    )

    class Meta:
        verbose_name = "step of an outcome"
        verbose_name_plural = "steps"
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def slug(self) -> str:
        """The outcome it belongs to: what the audit table calls it."""
        return self.outcome.slug
