def account_name(user) -> str:
    """What the newsroom calls an account: the full name, or what it logs in with."""
    return user.get_full_name() or user.get_username()
