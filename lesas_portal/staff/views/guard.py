"""Who may open a page of signing in: staff whose name and password were right, second factor or not."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse


def for_staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give ``view`` the person as its second argument; whoever is no staff is sent to sign in."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        user = request.user
        # request.user is a stand-in until it is asked; the test asks it.
        if not isinstance(user, User) or not (user.is_active and user.is_staff):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, user)

    return guarded
