"""What a step asks that lets readers see other words: are they told of it, or is it a small correction?"""

from django import forms

from guidance.admin.workflow_form import WorkflowForm, text_area


class TellsReaders(WorkflowForm):
    """A step with the choice to tell readers, with a note, or not."""

    TELL, SMALL = "tell", "small"

    readers = forms.ChoiceField(
        label="Readers",
        choices=[
            (TELL, "Tell readers what changed (write the note below)"),
            (SMALL, "Small correction: tell nobody"),
        ],
        widget=forms.RadioSelect(attrs={"class": "radiolist"}),
        help_text="Tell readers when somebody who read the page before should read it again.",
    )
    note = text_area(
        label="What changed, for readers",
        required=False,
        help_text="They see it under Updates, in the feeds and in the history of the page.",
    )

    def clean(self) -> dict:
        """Refuse to tell readers nothing."""
        answers = super().clean() or self.cleaned_data
        if answers.get("readers") == self.TELL and not answers.get("note", "").strip():
            self.add_error("note", "Say in a sentence what changed, or choose “Small correction”.")
        return answers

    @property
    def is_told(self) -> bool:
        """Whether readers are told."""
        return self.cleaned_data.get("readers") == self.TELL

    @property
    def told(self) -> str:
        """What is written of it: the note, or what stands in its place."""
        return self.cleaned_data["note"].strip() or "A small correction."

    @property
    def told_words(self) -> str:
        """Whether they are told, for whoever pressed the button."""
        return "Readers are told." if self.is_told else "Readers are not told."
