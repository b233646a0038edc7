"""What goes wrong with a sign-in at the provider, in words for the log: never a token, a code or a name."""


class UnreachableError(Exception):
    """The provider gave no answer that can be used: it is down, slow, or not what the settings say."""


class RefusedError(Exception):
    """What came back is no sign-in that this portal takes: forged, over, meant for another, or denied."""
