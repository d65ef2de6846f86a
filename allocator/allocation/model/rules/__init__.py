"""The rules of the model, one function per rule, its name the rule's id."""
