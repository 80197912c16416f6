"""dateline archives the news: `flows` run it, `tasks` are its steps, `config` holds its settings."""
