"""Addresses of signing in. Django names those of a lost password itself, so they stand in no namespace."""

from django.urls import path

from lesas_portal.staff.views import invitation, second_factor
from lesas_portal.staff.views import lost_password as pages

lost_password = [
    path("password_reset/", pages.AskForLink.as_view(), name="admin_password_reset"),
    path("password_reset/done/", pages.LinkMailed.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", pages.ChoosePassword.as_view(), name="password_reset_confirm"),
    path("reset/done/", pages.PasswordKept.as_view(), name="password_reset_complete"),
]
signing_in = [
    path("second-factor/", second_factor.ask, name="second_factor"),
    path("second-factor/set-up/", second_factor.set_up, name="second_factor_set_up"),
    path("second-factor/picture.svg", second_factor.picture, name="second_factor_picture"),
    path("second-factor/recovery-codes/", second_factor.new_codes, name="recovery_codes"),
    path("your-sign-in/", second_factor.your_sign_in, name="your_sign_in"),
    path("invitation/<str:secret>/", invitation.invitation, name="invitation"),
]
