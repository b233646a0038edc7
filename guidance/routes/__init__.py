"""Guided routes, "What has happened?": closed questions that lead to an outcome. Data, checks, pages."""
