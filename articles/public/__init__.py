"""What readers get (room 6). Nothing here knows a `Story`: readers read `PublishedStory`, through `reads`."""
