"""How staff sign in by the council's identity provider (OpenID Connect), where one is named.

Three variables of the environment switch it on; everything else the provider says itself (discovery). Where
one of them is set, no password of ours is taken any more, even while the others are missing: ``staff.checks``
names these, and nobody is let in by the wrong door meanwhile.
"""

from dataclasses import dataclass, field

from django.conf import settings

from lesas_portal import env

# The only two that a token may be signed by: never "none", never by the client's own secret.
ALGORITHMS = ["RS256", "ES256"]
APP_ROLES = "roles"
# Seconds: what clocks may differ by, what a step at the provider takes at most, how long a sign-in is open.
CLOCK_SKEW, PATIENCE, ATTEMPT = 120, 8, 600
# How many threads of a process may wait for the provider, of the four that it has, and how long (seconds)
# another waits for one of them: anybody can make the portal ask, and pages are to be answered meanwhile.
AT_ONCE, WAIT = 2, 0.5
# Seconds: how long what the provider says of itself and of its keys is believed, and that it did not answer.
BELIEVED, NOT_ASKED_AGAIN = 3600, 15


@dataclass(frozen=True)
class Settings:
    """``settings.OIDC``. ``groups_claim`` names somebody's groups in the token, and each role has one, or ""
    where nobody is to have it; unless set they are app roles of Entra ID. ``second_factor`` must stand in the
    token's "amr" or be its "acr"; empty: the provider alone sees to it."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    groups_claim: str
    editor_group: str
    adviser_group: str
    manager_group: str
    second_factor: str

    @property
    def missing(self) -> list[str]:
        """Which of the three variables are not set."""
        needed = {
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": self.client_id,
            "OIDC_CLIENT_SECRET": self.client_secret,
        }
        return [name for name, value in needed.items() if not value]

    @property
    def is_on(self) -> bool:
        """Whether one of the three is set."""
        return len(self.missing) < 3


def from_environment() -> Settings:
    """Return the settings as the environment has them.

    The usual names of roles hold for app roles only, which nobody but this application has: among groups of a
    whole council "Manager" may be anybody, so there each has to be named.
    """
    claim = env.text("OIDC_GROUPS_CLAIM", APP_ROLES)
    usual = {role: role if claim == APP_ROLES else "" for role in ("Editor", "Adviser", "Manager")}
    return Settings(
        issuer=env.text("OIDC_ISSUER"),
        client_id=env.text("OIDC_CLIENT_ID"),
        client_secret=env.text("OIDC_CLIENT_SECRET"),
        groups_claim=claim,
        editor_group=env.text("OIDC_EDITOR_GROUP", usual["Editor"]),
        adviser_group=env.text("OIDC_ADVISER_GROUP", usual["Adviser"]),
        manager_group=env.text("OIDC_MANAGER_GROUP", usual["Manager"]),
        second_factor=env.text("OIDC_SECOND_FACTOR"),
    )


def is_on() -> bool:
    """Whether staff sign in by the provider, so that no password of ours is taken."""
    return settings.OIDC.is_on
