"""The project: settings, URLs, the pages about the site itself, and what knows both apps."""
