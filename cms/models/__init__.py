from .media import Document, Image, Rendition

__all__ = ["Document", "Image", "Rendition"]
