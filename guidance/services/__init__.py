"""The only writers of what people read. What a person does takes ``by=`` and holds its rows."""
