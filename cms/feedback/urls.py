from django.urls import path

from . import views

urlpatterns = [
    path(
        "segnala/accessibilita/",
        views.report,
        {"kind": "accessibility"},
        name="report_accessibility",
    ),
    path(
        "segnala/disservizio/",
        views.report,
        {"kind": "disservice"},
        name="report_disservice",
    ),
    path("segnala/grazie/<str:signed>/", views.reported, name="reported"),
]
