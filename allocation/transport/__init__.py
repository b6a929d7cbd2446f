"""Problems of seats and room alone, without rules of teams: solved by prices of people, cases and teams."""
