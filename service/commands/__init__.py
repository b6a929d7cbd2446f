"""One file a group of commands: each adds itself to the parser and does its act."""
