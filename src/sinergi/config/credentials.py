"""Passwords of office accounts. What an account may do is a fact in the journal; its password never is."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import transaction

from sinergi.vocabulary.refusal import Refused

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # no i, l, o, 0, 1: it is read from a screen and typed once


def generate_password() -> str:
    """Return a fresh one-time password of four groups of four (79 bits)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def set_password(login: str, password: str) -> None:
    """Give ``login`` this password, and end whatever sessions it had. Raises Refused ``account.password-weak``."""
    try:
        validate_password(password)
    except ValidationError as error:
        said = " ".join(error.messages)
        raise Refused(
            "account.password-weak", id=f"Kata sandi ditolak: {said}", en=f"Password refused: {said}"
        ) from error
    with transaction.atomic():
        user, _ = User.objects.get_or_create(username=login)
        user.is_active = True
        user.set_password(password)
        user.save()
    end_sessions(login)


def close(login: str) -> None:
    """Make ``login`` useless at once: no password, no second factor, no session."""
    user = User.objects.filter(username=login).first()
    if user is not None:
        user.is_active = False
        user.set_unusable_password()
        user.save()
        forget_second_factor(login)
        end_sessions(login)


def forget_second_factor(login: str) -> None:
    """Forget the second factor of ``login``; the next sign-in sets up a new one."""
    Authenticator.objects.filter(user__username=login).delete()


def end_sessions(login: str) -> int:
    """End every session of ``login``; return how many there were."""
    pk = str(User.objects.get(username=login).pk)
    ended = [one.session_key for one in Session.objects.iterator() if one.get_decoded().get("_auth_user_id") == pk]
    Session.objects.filter(session_key__in=ended).delete()
    return len(ended)
