"""Commands, each thin: parse, call one function, print one line."""
