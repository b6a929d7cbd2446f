"""The pages, by request and in a browser with no way out to the internet."""
