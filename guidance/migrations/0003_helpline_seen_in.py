# The place and time at which a number was seen, and one more need: an adult at risk.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("guidance", "0002_search_index"),
    ]

    operations = [
        migrations.AddField(
            model_name="helpline",
            name="seen_in",
            field=models.CharField(
                blank=True,
                help_text="For readers, where the number was seen only once or long ago: where and when, as “on example.org in 2020”. It is shown beside the number until you mark the helpline as checked.",
                max_length=200,
            ),
        ),
        migrations.AlterField(
            model_name="helpline",
            name="need",
            field=models.CharField(
                choices=[
                    ("emergency", "In an emergency"),
                    ("child-concern", "Worried about a child"),
                    ("adult-concern", "Worried about an adult who works with children"),
                    ("adult-at-risk", "Worried about an adult at risk"),
                    ("children", "For children and young people"),
                    ("parents", "For parents and carers"),
                    ("professionals", "For staff and other professionals"),
                    ("report-content", "Report or remove something online"),
                    ("money", "Money, scams and gambling"),
                    ("hate-extremism", "Hate and extremism"),
                    ("wellbeing", "Mental health and wellbeing"),
                ],
                help_text="The heading it stands under.",
                max_length=15,
            ),
        ),
    ]
