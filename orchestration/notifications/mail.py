"""Send letters through the mail server."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime

from orchestration.notifications.environment import Settings
from orchestration.notifications.letters import Letter
from orchestration.notifications.retrying import UndeliveredError, asked_again


def send(letter: Letter, settings: Settings) -> None:
    """Send one letter; an UndeliveredError says why it, or a part of its addresses, was not taken."""
    message = compose(letter, str(settings.smtp_from))
    reason, is_server = "", False
    try:
        refused = asked_again(_may_pass)(_send_once, message, settings)
    except (smtplib.SMTPException, OSError) as error:
        reason = _reason(error)
        is_server = not isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    else:
        if refused:
            reason = f"{len(refused)} of {len(letter.to)} addresses were refused"
    if reason:  # outside the handler, so that an error that knows addresses is not chained to it
        raise UndeliveredError(reason, is_server=is_server)


def compose(letter: Letter, sender: str) -> EmailMessage:
    """Make the message of a letter: the same letter gives the same one, so a second copy is known as one."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = ", ".join(letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.written_at, usegmt=True)
    readers = hashlib.sha256(message["To"].encode()).hexdigest()[:12]
    message["Message-ID"] = f"<{letter.message_id}.{readers}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message


def _send_once(message: EmailMessage, settings: Settings) -> dict[str, tuple[int, bytes]]:
    """Hand one message over on a connection of its own; the answer is who was refused."""
    host, port, timeout = str(settings.smtp_host), settings.port, settings.notify_timeout
    trusted = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, port, timeout=timeout, context=trusted)
        if settings.smtp_security == "tls"
        else smtplib.SMTP(host, port, timeout=timeout)
    )
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=trusted)
        if settings.smtp_user and settings.smtp_password:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        return server.send_message(message)


def _may_pass(error: BaseException) -> bool:
    """Tell what a mail server calls temporary, or a connection that broke, from what it will always refuse."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(400 <= code < 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return 400 <= error.smtp_code < 500
    if isinstance(error, smtplib.SMTPNotSupportedError | ssl.SSLCertVerificationError):
        return False
    return isinstance(error, smtplib.SMTPServerDisconnected | OSError)


def _reason(error: smtplib.SMTPException | OSError) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "every address was refused"
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"the mail server did not accept the login ({error.smtp_code})"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"the mail server answered {error.smtp_code}"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "the mail server does not offer what SEGMENTS_SMTP_SECURITY or the login needs"
    return f"the mail server could not be reached ({type(error).__name__})"
