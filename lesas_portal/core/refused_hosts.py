"""What the log says of a request for a host that is not ours."""

import logging


class WithoutHost(logging.Filter):
    """Makes one line of it, without the host, which is the visitor's to choose, and without a trace."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record, and let it pass."""
        record.msg, record.args = "Refused: a request for a host that is not in ALLOWED_HOSTS.", ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True
