"""``manage.py erase_person EMAIL``: erases everything held about one address."""

from django.core.management.base import BaseCommand, CommandError

from enquiries.services import person


class Command(BaseCommand):
    """Says what it erases by reference, never by name or address."""

    help = "Erase the enquiries, threads and mails of one email address; --dry-run says what they are."

    def add_arguments(self, parser) -> None:
        parser.add_argument("email", help="The address, in any mix of capitals.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would go, and erase nothing.")

    def handle(self, *, email: str, dry_run: bool, **options) -> None:
        """Do it; say what was done and what to look at. Raises CommandError for what is no address."""
        try:
            held = person.held_about(email) if dry_run else person.erase_all(email=email, by="erase_person")
        except person.NotAnAddressError as error:
            raise CommandError(str(error)) from None
        for row in held.enquiries:
            self.stdout.write(row.reference)
        self.stdout.write(f"{held.summary}: {'would be erased' if dry_run else 'erased'}.")
        if held.accounts:
            self.stdout.write(f"{len(held.accounts)} account of an adviser has this address. It stays.")
        if held.to_read:
            others = ", ".join(held.to_read)
            self.stdout.write(f"Read these enquiries of others, which name it or were joined: {others}")
