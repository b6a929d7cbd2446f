"""The rules by ground; each is one function from an inquiry to all the findings of that rule."""
