# SPDX-FileCopyrightText: 2026 Kotipesä developers
# SPDX-License-Identifier: EUPL-1.2
"""Let a parser say that it will not read a file."""


class RefusedError(Exception):
    """A file that is refused for a reason: the code of a problem, and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        """Keep the code and the parameters, as texts."""
        self.code = code
        self.params = {name: str(value) for name, value in params.items()}
        super().__init__(code)
