"""Who says what where: a module a form (quotation, reported speech, transcript, attitude …)."""
