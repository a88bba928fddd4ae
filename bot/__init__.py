"""What can be asked and answered, tracked and sent; knows nothing of how Slack delivers it."""
