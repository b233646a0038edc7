"""Owner, hold, thread, saved replies, exports, and what is left of the erased. No row is rewritten."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0006_went_on"),
        ("guidance", "0011_search_words_from_three_networks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EnquiryExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, help_text="When it was made."),
                ),
                ("by_name", models.CharField(help_text="Who made it.", max_length=150)),
                ("reason", models.CharField(help_text="What for.", max_length=200)),
                ("delete_by", models.DateField(help_text="The day by which the file is to be deleted.")),
                ("references", models.JSONField(default=list, help_text="The references in it.")),
            ],
            options={
                "verbose_name": "export",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="ErasedEnquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(help_text="What it was called.", max_length=9, unique=True)),
                ("received_on", models.DateField(help_text="The day it came.")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("policy", "A policy or an acceptable use agreement"),
                            ("training", "Training"),
                            ("review", "An online safety review"),
                            ("curriculum", "Teaching online safety"),
                            ("filtering", "Filtering and monitoring"),
                            ("portal", "This website"),
                            ("other", "Something else, not about a child or an adult"),
                            ("unsure", "I’m not sure"),
                        ],
                        help_text="The answer to the first question.",
                        max_length=10,
                    ),
                ),
                (
                    "district",
                    models.CharField(
                        choices=[
                            ("ashford", "Ashford"),
                            ("canterbury", "Canterbury"),
                            ("dartford", "Dartford"),
                            ("dover", "Dover"),
                            ("folkestone-and-hythe", "Folkestone and Hythe"),
                            ("gravesham", "Gravesham"),
                            ("maidstone", "Maidstone"),
                            ("sevenoaks", "Sevenoaks"),
                            ("swale", "Swale"),
                            ("thanet", "Thanet"),
                            ("tonbridge-and-malling", "Tonbridge and Malling"),
                            ("tunbridge-wells", "Tunbridge Wells"),
                            ("medway", "Medway"),
                            ("outside-kent", "Outside Kent and Medway"),
                        ],
                        help_text="Where the setting is.",
                        max_length=25,
                    ),
                ),
                (
                    "screen_route",
                    models.CharField(
                        choices=[
                            ("strategic", "For LESAS"),
                            ("front_door", "For the Front Door"),
                            ("lado", "For the LADO"),
                            ("unread", "Not read"),
                        ],
                        help_text="What the screen made of it.",
                        max_length=10,
                    ),
                ),
                (
                    "went_on",
                    models.BooleanField(
                        help_text="Whether the screen had stopped it and the sender went on."
                    ),
                ),
                (
                    "erased_at",
                    models.DateTimeField(default=django.utils.timezone.now, help_text="When it was erased."),
                ),
                ("erased_by", models.CharField(help_text="Who erased it.", max_length=150)),
            ],
            options={
                "verbose_name": "enquiry erased as about a child",
                "verbose_name_plural": "enquiries erased as about a child",
                "ordering": ["-erased_at"],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reply", "Reply"),
                            ("note", "Private note, never sent"),
                            ("answer", "Their answer"),
                            ("phone", "Taken by telephone"),
                            ("given", "Given to"),
                            ("topic", "Topic changed"),
                            ("read", "Read: strategic"),
                            ("held", "Put on hold"),
                            ("resumed", "Hold ended"),
                            ("closed", "Closed"),
                            ("reopened", "Reopened"),
                            ("spam", "Put apart as spam"),
                            ("released", "Not spam"),
                            ("merged", "The same as another"),
                        ],
                        help_text="What happened.",
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, help_text="When.")),
                (
                    "by_name",
                    models.CharField(help_text="Their name then, or that of a command.", max_length=150),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, help_text="What was written; empty for an act without words."
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        blank=True,
                        help_text="To whom, until when, which page, which reference.",
                        max_length=200,
                    ),
                ),
                (
                    "day",
                    models.DateField(
                        blank=True, help_text="The day of a pasted answer, or a hold’s end.", null=True
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SavedReply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "title",
                    models.CharField(help_text="What advisers choose it by.", max_length=100, unique=True),
                ),
                (
                    "topic",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("policy", "A policy or an acceptable use agreement"),
                            ("training", "Training"),
                            ("review", "An online safety review"),
                            ("curriculum", "Teaching online safety"),
                            ("filtering", "Filtering and monitoring"),
                            ("portal", "This website"),
                            ("other", "Something else, not about a child or an adult"),
                            ("unsure", "I’m not sure"),
                        ],
                        help_text="Offered first for this topic; empty for all.",
                        max_length=10,
                    ),
                ),
                (
                    "body",
                    models.TextField(
                        help_text="Placeholders: {name}, {reference}, {subject}, {setting}, {adviser}."
                    ),
                ),
            ],
            options={
                "verbose_name": "saved reply",
                "verbose_name_plural": "saved replies",
                "ordering": ["topic", "title"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="enquiry",
            name="enquiry_strategic_or_declared",
        ),
        migrations.AddField(
            model_name="enquiry",
            name="answered_at",
            field=models.DateTimeField(blank=True, help_text="When it was first answered.", null=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="held_on",
            field=models.DateField(blank=True, help_text="The day it was put on hold.", null=True),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="hold_until",
            field=models.DateField(
                blank=True, help_text="The day it comes back; the clock stops till then.", null=True
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("page", "A page of the portal answers it"),
                    ("unclear", "A page is about it, but was unclear"),
                    ("missing", "No page answers it: something is missing"),
                    ("phone", "Answered by telephone"),
                    ("nothing", "Nothing to do"),
                ],
                help_text="What answered it, at the last closing.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="outcome_missing",
            field=models.CharField(
                blank=True, help_text="What no page says, without a name.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="outcome_page",
            field=models.CharField(
                blank=True, help_text="The page that did, or was unclear.", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                help_text="Who answers it; nobody yet, where it is empty.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="read_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When an adviser read one that the screen had not let pass: strategic.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                help_text="The one whose thread has taken up this one’s.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="enquiries.enquiry",
            ),
        ),
        migrations.AddField(
            model_name="enquiry",
            name="source",
            field=models.CharField(
                choices=[("form", "The form"), ("phone", "Taken by telephone")],
                default="form",
                help_text="How it came.",
                max_length=5,
            ),
        ),
        migrations.AlterField(
            model_name="enquiry",
            name="email",
            field=models.EmailField(blank=True, help_text="Where to answer.", max_length=254),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("screen_route", "strategic"),
                    ("declared_general", True),
                    ("source", "phone"),
                    _connector="OR",
                ),
                name="enquiry_strategic_or_declared",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_on__isnull", True), ("hold_until__isnull", True)),
                    models.Q(("held_on__isnull", False), ("hold_until__isnull", False)),
                    _connector="OR",
                ),
                name="enquiry_hold_has_both_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="enquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source", "phone"), models.Q(("email", ""), _negated=True), _connector="OR"
                ),
                name="enquiry_of_form_has_email",
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who did it, while they have an account.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="event",
            name="enquiry",
            field=models.ForeignKey(
                help_text="Whose thread it is in.",
                on_delete=django.db.models.deletion.CASCADE,
                related_name="events",
                to="enquiries.enquiry",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["enquiry", "at"], name="event_of_enquiry"),
        ),
    ]
