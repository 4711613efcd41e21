"""What XLA is told about how to compile; a program's numbers may depend on it."""

import os

FLAGS = "XLA_FLAGS"
SMALL_LOOP = "xla_cpu_small_while_loop_byte_threshold"
SMALL_LOOP_BYTES = 2**17
"""A loop whose body touches no more becomes one function of the CPU's; XLA's own limit is 1,024.

Otherwise XLA calls the body's operations one by one, which takes longer than they do where a
network is small. Beyond half a megabyte its own multiplication of matrices loses to Eigen's.
"""


def flags() -> str:
    """Return XLA's flags: the environment's, and ours where it does not decide the same."""
    given = os.environ.get(FLAGS, "")
    if SMALL_LOOP in given:
        return given
    return f"{given} --xla_backend_extra_options={SMALL_LOOP}={SMALL_LOOP_BYTES}".strip()


def instruct() -> None:
    """Put the flags where XLA reads them, once, when it compiles for the first time."""
    os.environ[FLAGS] = flags()
