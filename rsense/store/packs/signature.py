"""The signature of a pack: made and checked by OpenSSH, over the bytes of its manifest.

`ssh-keygen -Y sign -f KEY -n rsense-pack pack.toml` makes one. Nothing is parsed here: whose key it
was is what ssh-keygen says.
"""

from __future__ import annotations

import os
import re
import subprocess

from rsense.store.files.safe_read import Unreadable

NAMESPACE = "rsense-pack"
PATIENCE = 5
"""Seconds."""
_KEY = re.compile(rb"SHA256:[A-Za-z0-9+/]{43}")
_NO_PROGRAM = "it is signed, and ssh-keygen, which checks that, isn't here. Install OpenSSH first"
_WRONG = (
    "its signature is wrong: it isn't as it was signed. Don't use it; if it's yours, sign it anew"
)


class NotChecked(Unreadable):
    """A signature that this machine can't check: it may be right."""


def signer_of(manifest: bytes, signature: bytes, path: str) -> str:
    """The fingerprint of the key that signed it. Raises Unreadable, which names `path`."""
    reading, writing = os.pipe()
    try:
        os.write(writing, signature)  # smaller than a pipe holds
        os.close(writing)
        command = ["ssh-keygen", "-Y", "check-novalidate", "-n", NAMESPACE]
        found = subprocess.run(
            [*command, "-s", f"/dev/fd/{reading}"],
            input=manifest,
            capture_output=True,
            pass_fds=(reading,),
            timeout=PATIENCE,
            check=False,
        )
    except FileNotFoundError as error:
        raise NotChecked(path, _NO_PROGRAM) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotChecked(path, "its signature couldn't be checked. Try again") from error
    finally:
        os.close(reading)
    key = _KEY.search(found.stdout)
    if found.returncode or key is None:
        raise Unreadable(path, _WRONG)
    return key[0].decode()


def sign(manifest: bytes, key: str) -> bytes:
    """A signature by the private key in a file; ssh-keygen asks for its passphrase.

    Raises Unreadable, which names the key.
    """
    command = ["ssh-keygen", "-Y", "sign", "-f", key, "-n", NAMESPACE]
    try:
        made = subprocess.run(command, input=manifest, stdout=subprocess.PIPE, check=False)
    except OSError as error:
        raise Unreadable(
            key, "there is no ssh-keygen here to sign with. Install OpenSSH"
        ) from error
    if made.returncode or not made.stdout:
        raise Unreadable(key, "ssh-keygen didn't sign with it. Look at what it said above")
    return made.stdout
