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
    path("valutazioni/", views.clarity, name="clarity"),
    path("valuta/<int:pk>/", views.rate, name="rate"),
    path("valuta/dettagli/<str:signed>/", views.details, name="rating_details"),
    path("valuta/grazie/<int:pk>/", views.rated, name="rated"),
    path("segnala/grazie/<str:signed>/", views.reported, name="reported"),
]
