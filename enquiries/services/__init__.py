"""The only writers of what people send. What an adviser does takes ``by=`` and holds its rows."""
