"""Addresses of signing in. Django names those of a lost password itself, so they stand in no namespace."""

from django.urls import path

from lesas_portal.staff.views import invitation, provider, second_factor, your_sign_in
from lesas_portal.staff.views import lost_password as pages
from lesas_portal.staff.views.provider import instead

lost_password = [
    path("password_reset/", instead(pages.AskForLink.as_view()), name="admin_password_reset"),
    path("password_reset/done/", instead(pages.LinkMailed.as_view()), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", instead(pages.ChoosePassword.as_view()), name="password_reset_confirm"),
    path("reset/done/", instead(pages.PasswordKept.as_view()), name="password_reset_complete"),
]
signing_in = [
    path("second-factor/", instead(second_factor.ask), name="second_factor"),
    path("second-factor/set-up/", instead(second_factor.set_up), name="second_factor_set_up"),
    path("second-factor/picture.svg", instead(second_factor.picture), name="second_factor_picture"),
    path("second-factor/recovery-codes/", instead(second_factor.new_codes), name="recovery_codes"),
    path("provider/", provider.start, name="provider_start"),
    path("provider/return/", provider.come_back, name="provider_return"),
    path("provider/sign-out/", provider.sign_out, name="provider_sign_out"),
    path("your-sign-in/", your_sign_in.your_sign_in, name="your_sign_in"),
    path("invitation/<str:secret>/", instead(invitation.invitation), name="invitation"),
]
