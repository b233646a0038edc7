"""Talking to the council's identity provider: OpenID Connect, authorization code flow with PKCE."""
