"""Our own screens, under ``/admin/campaigns/``."""

from __future__ import annotations

from django.urls import path

from campaigns.views import (
    campaigns,
    channels,
    counts,
    deliveries,
    review,
    shares,
    status,
    stops,
)

app_name = "campaigns"

urlpatterns = [
    path("review/<int:pk>/", review.ReviewView.as_view(), name="review"),
    path(
        "review/<int:pk>/send-approved/",
        review.SendApprovedView.as_view(),
        name="send_approved",
    ),
    path("count/", counts.CountView.as_view(), name="count"),
    path("deliveries/", deliveries.DeliveryIndexView.as_view(), name="deliveries"),
    path(
        "deliveries/results/",
        deliveries.DeliveryIndexView.as_view(results_only=True),
        name="deliveries_results",
    ),
    path("frozen/<slug:digest>.jpg", deliveries.FrozenView.as_view(), name="frozen"),
    path("deliveries/<int:pk>/", deliveries.DeliveryView.as_view(), name="delivery"),
    path("deliveries/<int:pk>/<slug:name>/", deliveries.ActView.as_view(), name="act"),
    path("campaigns/<int:pk>/", campaigns.CampaignView.as_view(), name="campaign"),
    path("channels/<int:pk>/", channels.ChannelView.as_view(), name="channel"),
    path("channels/<int:pk>/connect/", channels.ConnectView.as_view(), name="connect"),
    path("channels/<int:pk>/pause/", channels.PauseView.as_view(), name="pause"),
    path("channels/<int:pk>/resume/", channels.ResumeView.as_view(), name="resume"),
    path("stops/", stops.StopsView.as_view(), name="stops"),
    path(
        "stops/everything/", stops.StopEverythingView.as_view(), name="stop_everything"
    ),
    path("stops/quiet/", stops.QuietPeriodView.as_view(), name="quiet_period"),
    path("stops/<int:pk>/end/", stops.EndStopView.as_view(), name="end_stop"),
    path("status/", status.StatusView.as_view(), name="status"),
    path("share/<int:page_id>/", shares.ShareView.as_view(), name="share"),
    path(
        "share/<int:page_id>/take-back/<int:pk>/",
        shares.TakeBackView.as_view(),
        name="take_back",
    ),
]
