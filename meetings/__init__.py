"""Working and joint meetings: whom to invite, what is on the agenda, who came, what was decided. Pure."""
