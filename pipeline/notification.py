"""Messages to the operator: one address, of any service that apprise can send to."""

import logging
import re
from typing import TYPE_CHECKING

from pydantic import SecretStr

if TYPE_CHECKING:  # the import takes half a second
    from apprise import Apprise

log = logging.getLogger(__name__)

LONGEST = 1500
"""The most characters of a message: some services refuse longer ones."""


def service(address: SecretStr) -> "Apprise":
    """Return the service at an address. A web address that is no known service's is sent JSON.

    Raise ValueError, which does not quote the address, if apprise cannot read it.
    """
    from apprise import Apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)  # what it logs may quote the address
    url, found = address.get_secret_value(), Apprise()
    if not (found.add(url) or found.add(re.sub("^http(?=s?://)", "json", url))):
        raise ValueError("it must be an address such as https://chat.example/hook or mailto://user:password@example.no")
    return found


def send(address: SecretStr | None, title: str, body: str) -> bool:
    """Send a message, if there is an address. Return whether it was sent; log a failure, and never raise one."""
    if address is None:
        return False
    try:
        sent = bool(service(address).notify(title=title, body=body[:LONGEST]))
    except Exception:  # of any service: the run must end as it would have
        sent = False
    if sent:
        log.info("Sent a notification: %s", title)
    else:
        log.warning("The notification could not be sent; is GRUNNLAG_NOTIFY right, and its service up? (%s)", title)
    return sent
