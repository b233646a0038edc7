"""Anybody may write about the website, and need not work in a setting. No column changes."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0017_words_of_the_admin"),
    ]

    operations = [
        migrations.AlterField(
            model_name="enquiry",
            name="district",
            field=models.CharField(
                blank=True,
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
        migrations.AlterField(
            model_name="enquiry",
            name="name",
            field=models.CharField(blank=True, help_text="Who sent it.", max_length=100),
        ),
        migrations.AlterField(
            model_name="enquiry",
            name="role",
            field=models.CharField(blank=True, help_text="Their role.", max_length=100),
        ),
        migrations.AlterField(
            model_name="enquiry",
            name="setting_name",
            field=models.CharField(blank=True, help_text="As they typed it.", max_length=150),
        ),
        migrations.AlterField(
            model_name="enquiry",
            name="setting_type",
            field=models.CharField(
                blank=True,
                choices=[
                    ("nursery", "Nursery or pre-school"),
                    ("nursery-school", "Maintained nursery school"),
                    ("childminder", "Childminder"),
                    ("out-of-school", "Out-of-school or holiday club"),
                    ("primary", "Infant, junior or primary school"),
                    ("secondary", "Secondary school"),
                    ("all-through", "All-through school"),
                    ("special", "Special school"),
                    ("pru", "Pupil referral unit or alternative provision"),
                    ("college", "Sixth form or further education college"),
                    ("independent", "Independent school"),
                    ("trust", "Academy trust central team"),
                    ("training-provider", "Training provider"),
                    ("other", "Another organisation that works with children"),
                ],
                help_text="Type of setting.",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="erasedenquiry",
            name="district",
            field=models.CharField(
                blank=True,
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
    ]
