"""What kind of page it is: an article, or one that is not to become one."""
