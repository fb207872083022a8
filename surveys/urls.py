from django.urls import path

from . import views

urlpatterns = [
    path("<int:survey>/", views.begin, name="survey_begin"),
    path("<int:survey>/<str:secret>/", views.resume, name="survey_resume"),
    path("<int:survey>/<str:secret>/<int:number>/", views.section, name="survey_step"),
    path("<int:survey>/<str:secret>/dopo/", views.later, name="survey_later"),
    path("<int:survey>/<str:secret>/controlla/", views.review, name="survey_review"),
    path("<int:survey>/<str:secret>/grazie/", views.thanks, name="survey_thanks"),
]
