"""System checks of the sign-in by the council's identity provider."""

from django.conf import settings
from django.core.checks import Error

from lesas_portal import identity_provider
from lesas_portal.staff import roles
from lesas_portal.staff.provider import http

HINT = "docs/identity-provider.md says what each is; unset all three to sign in with passwords."


def provider_is_whole(**_) -> list[Error]:
    """portal.E020: some of the three variables are set. Nobody can sign in, by the provider or otherwise."""
    missing = settings.OIDC.missing
    if not identity_provider.is_on() or not missing:
        return []
    said = f"Sign-in by the council’s identity provider is not whole: set {', '.join(missing)} too."
    return [Error(said, hint=HINT, id="portal.E020")]


def provider_gives_roles(**_) -> list[Error]:
    """portal.E022: no group of the council's gives a role, so nobody would be let in."""
    if not identity_provider.is_on() or roles.council_groups():
        return []
    names = "OIDC_MANAGER_GROUP, OIDC_ADVISER_GROUP and OIDC_EDITOR_GROUP"
    said = f"OIDC_GROUPS_CLAIM is not {identity_provider.APP_ROLES}, so name the groups in {names}."
    return [Error(said, hint=HINT, id="portal.E022")]


def provider_is_safe(**_) -> list[Error]:
    """portal.E021: what goes to the provider and comes from it must not be read or changed on the way."""
    if not settings.OIDC.issuer or http.is_safe(settings.OIDC.issuer):
        return []
    return [Error("OIDC_ISSUER must start with https://", hint=HINT, id="portal.E021")]
