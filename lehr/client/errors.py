"""What can go wrong between a program and Lehr.

ClientError
├── LehrProblem (problems.py)   Lehr refused or failed, and says why
├── Unreachable                 nothing answers
├── UnexpectedAnswer            what answers is not Lehr
├── InvalidArgument             an argument that no request can be made of
└── InvalidSignature            a message that is not from Lehr
"""


class ClientError(Exception):
    """Whatever this package raises of its own; its text is one sentence for people."""


class Unreachable(ClientError):
    """No answer came."""


class UnexpectedAnswer(ClientError):
    """What answered is not Lehr: a proxy's page, say, or another program on the port."""


class InvalidArgument(ClientError, ValueError):
    """An argument of which no request can be made."""


class InvalidSignature(ClientError):
    """A webhook's message that was not signed with the secret, or not lately."""
