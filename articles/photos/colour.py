"""Any picture Pillow decodes, as 8-bit RGB in sRGB without transparency."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

SRGB = ImageCms.createProfile("sRGB")
# The colour space an ICC profile says it describes, and the Pillow mode whose numbers it can explain.
PROFILE_MODES = {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}


def plain(image: Image.Image) -> Image.Image:
    """The same picture in a mode that can be resized: L, RGB, CMYK, LA or RGBA."""
    if image.mode.startswith(("I", "F")):
        # 16 bits a pixel; Pillow's own conversion to 8 clips everything bright to white.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.mode in ("L", "RGB", "CMYK") and "transparency" not in image.info:
        return image
    if image.mode in ("LA", "RGBA"):
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def on_white(image: Image.Image) -> Image.Image:
    """Without transparency: what shone through is white."""
    if image.mode not in ("LA", "RGBA"):
        return image
    solid = image.mode[:-1]
    ground = Image.new(solid, image.size, "white")
    ground.paste(image.convert(solid), mask=image.getchannel("A"))
    return ground


def to_srgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """RGB in sRGB, by the file's ICC profile where it fits the picture, by Pillow's plain formula else.

    A profile that is damaged, or is for another kind of picture (a CMYK profile in an RGB file), is
    ignored: the photo looks as every browser would show it.
    """
    if icc:
        try:
            profile = ImageCms.ImageCmsProfile(BytesIO(icc))
            if PROFILE_MODES.get(profile.profile.xcolor_space.strip()) == image.mode:
                converted = ImageCms.profileToProfile(
                    image,
                    profile,
                    SRGB,
                    renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    outputMode="RGB",
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )
                return converted or image.convert("RGB")
        except Exception:
            pass
    return image.convert("RGB")
