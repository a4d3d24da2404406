"""Values → what people look at: a module a form; `escaping` is the one that escapes."""
