"""Who runs PostgreSQL: it refuses root, so root lends it an account that owns nothing else."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Account:
    """The user and group of a child process; None leaves those of this process."""

    user: int | None = None
    group: int | None = None

    @property
    def extra_groups(self) -> list[int] | None:
        """No supplementary group for a lent account; our own where nothing changes."""
        return None if self.user is None else []

    @classmethod
    def without_privileges(cls) -> Self:
        """Give `nobody` when this process is root's, else whoever runs it."""
        if os.geteuid() != 0:
            return cls()
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    @classmethod
    def owning(cls, directory: Path) -> Self:
        """Give the owner of `directory` when this process is root's, else whoever runs it."""
        if os.geteuid() != 0:
            return cls()
        owner = directory.stat()
        return cls(owner.st_uid, owner.st_gid)

    def take_over(self, directory: Path) -> None:
        """Make `directory` this account's own."""
        if self.user is not None and self.group is not None:
            os.chown(directory, self.user, self.group)
