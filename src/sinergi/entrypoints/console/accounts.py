"""Akun kantor: a chair opens and closes the accounts of the own party; a password is shown once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sinergi.areas.people import commands as people
from sinergi.areas.people import queries
from sinergi.areas.people.queries import AccountRow
from sinergi.areas.rulebook import queries as rulebook
from sinergi.config import credentials
from sinergi.entrypoints.console.asking import Asking, once, require_office, stamp_of
from sinergi.entrypoints.console.people_forms import AccountForm, ReasonForm, Written
from sinergi.vocabulary.refusal import Refused
from sinergi.vocabulary.viewer import Action, Party, Role


@never_cache
@require_http_methods(["GET", "POST"])
def accounts(request: Asking) -> HttpResponseBase:
    """List the accounts of one's own party; open one and show its first password, once."""
    require_office(request)
    rulebook.require(request.viewer, Action.READ, "account")
    form = AccountForm(request.POST or None, initial={"party": request.viewer.party})
    if request.method == "POST" and form.is_valid():
        try:
            return _open(request, form)
        except Refused as error:
            form.refuse(error)
    context = {
        "form": form,
        "accounts": queries.accounts(request.viewer),
        "may_write": rulebook.why_not(request.viewer, Action.WRITE, "account") is None,
    }
    return render(request, "console/accounts/accounts.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def close(request: Asking, login: str) -> HttpResponseBase:
    """Close an account: rights, password, second factor and every session end at once."""
    row = _own(request, login)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            people.close_account(
                viewer=request.viewer, stamp=stamp_of(request), account=login, reason=form.cleaned_data["reason"]
            )
            credentials.close(login)
            messages.success(request, gettext("Akun ditutup; semua perangkatnya sudah keluar."))
            return redirect("accounts")
        except Refused as error:
            form.refuse(error)
    context = {"form": form, "row": row, "self": login == request.viewer.account}
    return render(request, "console/accounts/close.html", context, status=422 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def renew(request: Asking, login: str) -> HttpResponseBase:
    """Give an account whose owner forgot the password or lost the telephone a new start, shown once."""
    row = _own(request, login)
    form = Written(request.POST or None)
    if request.method == "POST" and form.is_valid():
        once(request)
        return _tell(request, row.account, row.label)
    return render(request, "console/accounts/renew.html", {"form": form, "row": row})


def _open(request: Asking, form: AccountForm) -> HttpResponseBase:
    said = form.cleaned_data
    stamp = stamp_of(request)
    once(request)
    people.open_account(
        viewer=request.viewer,
        stamp=stamp,
        account=said["account"],
        party=Party(said["party"]),
        role=Role(said["role"]),
        label=said["label"],
    )
    return _tell(request, said["account"], said["label"])


def _tell(request: Asking, login: str, label: str) -> HttpResponseBase:
    password = credentials.generate_password()
    credentials.set_password(login, password)
    credentials.forget_second_factor(login)
    return render(request, "console/accounts/opened.html", {"login": login, "label": label, "password": password})


def _own(request: Asking, login: str) -> AccountRow:
    require_office(request)
    row = next((one for one in queries.accounts(request.viewer) if one.account == login and not one.closed), None)
    if row is None:
        raise Refused(
            "people.account.unknown", id="Akun ini tidak ada atau tidak untuk Anda.", en="Account unknown to you."
        )
    rulebook.require(request.viewer, Action.WRITE, "account", party=row.party)
    return row
