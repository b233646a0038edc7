"""What no page shows: apps and models whose writes leave every page of readers as it is.

Everything else is watched (``lesas_portal.core.content_version``): one that is added here by mistake shows
old pages, and one that is forgotten only empties the page cache more often than it need.
"""

NOT_ON_PAGES = [
    # Who signs in, and what they did: only staff see it.
    *("admin", "auth", "axes", "otp_static", "otp_totp", "reversion", "sessions", "staff"),
    # What people send.
    "enquiries",
    # Mail, the audit, open forms and runs of tasks; the marks themselves.
    *("core.AuditEntry", "core.ContentMark", "core.MailPause", "core.OpenForm", "core.QueuedEmail"),
    "core.TaskRun",
    # What advisers are about to change, and what they are told of links and of texts of a release.
    *("guidance.Link", "guidance.ShippedText", "guidance.WorkingCopy"),
    # The index of the search, and what it did not find: answers to typed words are never kept.
    *("guidance.SearchDocument", "guidance.SearchWord", "guidance.Synonym", "guidance.VocabularyVersion"),
    "guidance.ZeroResultQuery",
]
