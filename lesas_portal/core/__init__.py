"""What both apps stand on: mail queue, audit, privacy, working days, middleware, form fields, checks."""
