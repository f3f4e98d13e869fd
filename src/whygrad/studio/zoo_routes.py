"""The routes of the page of networks (`zoo.html`): tables, lists of layers, pictures, what is inside of a network."""

from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.responses import Response

from whygrad.studio import answers, changing, layer_lists, looking
from whygrad.studio.answers import speaking
from whygrad.studio.models import Models
from whygrad.studio.zoo_wire import AugmentRequest, EvidenceRequest, LayerRequest, LayersRequest, PictureRequest


def add_zoo(app: FastAPI, models: Models) -> None:
    """Give a server what the page of networks asks for."""

    @app.get("/api/zoo/networks")
    def networks(request: Request) -> Response:
        """Every network with a name, the kinds of layers, the words of augmentation."""
        return answers.json(request, {**layer_lists.listing(), "augmentations": changing.words()})

    @app.get("/api/zoo/network/{name}")
    def network(request: Request, name: str) -> Response:
        """A network layer by layer."""
        return answers.json(request, layer_lists.named(name))

    @app.post("/api/zoo/layers")
    def layers(request: Request, question: LayersRequest) -> Response:
        """A list of one's own layer by layer."""
        with speaking(question):
            return answers.json(request, layer_lists.own(question))

    @app.get("/api/zoo/models")
    def listed(request: Request) -> Response:
        """Which trained networks there are to look into."""
        return answers.json(request, models.listed())

    @app.get("/api/zoo/pictures")
    def pictures(request: Request, model: Annotated[str, Query(max_length=64)] = "") -> Response:
        """Pictures to choose from."""
        offered = models.offered(model)
        return answers.json(request, {"pictures": None if offered is None else offered.to_json()})

    @app.post("/api/zoo/augment")
    def augment(request: Request, question: AugmentRequest) -> Response:
        """What augmentation makes of a picture."""
        with speaking(question):
            return answers.json(request, changing.changed(question, models))

    @app.post("/api/zoo/look")
    def look(request: Request, question: PictureRequest) -> Response:
        """What a network says to a picture."""
        with speaking(question):
            return answers.json(request, looking.looked(question, models))

    @app.post("/api/zoo/maps")
    def maps(request: Request, question: LayerRequest) -> Response:
        """What a layer makes of a picture."""
        with speaking(question):
            return answers.json(request, looking.mapped(question, models))

    @app.post("/api/zoo/evidence")
    def evidence(request: Request, question: EvidenceRequest) -> Response:
        """What the score of a class rests on."""
        with speaking(question):
            return answers.json(request, looking.evidence(question, models))
