"""Staff: who may sign in, how, with what role, and what becomes of their work when they leave."""
