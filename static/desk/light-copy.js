"use strict";
// A lighter copy of a photo for a weak link: readers get at most 1920 pixels, so 2560 lose them nothing. What the file
// says of itself (Exif, XMP, IPTC) is carried over as it is, but for the turn, which the copy has taken.
{
  const LONGEST = 2560;
  const QUALITY = 0.85;
  const [EXIF_AND_XMP, IPTC, SCAN] = [0xe1, 0xed, 0xda];

  // Where the segments of a JPEG's head are, as [marker, from, to].
  const segments = (bytes) => {
    const view = new DataView(bytes.buffer);
    const found = [];
    for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff && bytes[at + 1] !== SCAN;) {
      const to = at + 2 + view.getUint16(at + 2);
      if (to > bytes.length) break;
      found.push([bytes[at + 1], at, to]);
      at = to;
    }
    return found;
  };

  const upright = (segment) => {
    if (String.fromCharCode(...segment.slice(4, 9)) !== "Exif\0") return segment;
    const tiff = 10;
    const view = new DataView(segment.buffer);
    const little = view.getUint16(tiff) === 0x4949;
    const first = tiff + view.getUint32(tiff + 4, little);
    for (let entry = 0; entry < view.getUint16(first, little); entry += 1) {
      const at = first + 2 + 12 * entry;
      if (view.getUint16(at, little) === 0x0112) view.setUint16(at + 8, 1, little);
    }
    return segment;
  };

  // The copy, or the file itself where it is no JPEG, no larger, or cannot be read here.
  window.lightCopy = async (file) => {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return file;
      const picture = await createImageBitmap(file);
      const scale = LONGEST / Math.max(picture.width, picture.height);
      if (scale >= 1) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const context = canvas.getContext("2d");
      context.imageSmoothingQuality = "high";
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const drawn = await new Promise((made) => { canvas.toBlob(made, "image/jpeg", QUALITY); });
      const copy = new Uint8Array(await drawn.arrayBuffer());
      const words = segments(bytes).filter(([marker]) => marker === EXIF_AND_XMP || marker === IPTC)
        .map(([, from, to]) => upright(bytes.slice(from, to)));
      const [, , head] = segments(copy)[0];
      const made = new File([copy.slice(0, head), ...words, copy.slice(head)], file.name, { type: "image/jpeg", lastModified: file.lastModified });
      return made.size < file.size ? made : file;
    } catch {
      return file;
    }
  };
}
