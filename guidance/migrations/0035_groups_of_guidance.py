"""What to begin with comes first on the guidance page, and "Issues in depth" is called by what it is."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("guidance", "0034_words_of_numbers_and_duties")]

    operations = [
        migrations.AlterField(
            model_name="guidancepage",
            name="group",
            field=models.CharField(
                choices=[
                    ("start", "Start here"),
                    ("respond", "When something happens"),
                    ("issues", "By subject"),
                    ("people", "Children, parents and carers"),
                    ("teach", "Teaching online safety"),
                    ("local", "Kent guidance and inspection"),
                ],
                help_text="Its place on the guidance page.",
                max_length=10,
            ),
        ),
    ]
